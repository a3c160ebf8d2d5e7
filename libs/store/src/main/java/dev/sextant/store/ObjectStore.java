package dev.sextant.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The store of a namespace: writes and reads what is named by its content, publishes what belongs
 * together, and reads the files of others. Safe for any number of threads.
 *
 * <p>Whatever goes wrong with the store is a {@link StoreException}; an {@link IOException} is a
 * failure of the local disk.
 */
public final class ObjectStore implements AutoCloseable {
  /** Objects larger than this are written in parts of this size. */
  static final int PART_BYTES = 16 << 20;

  private static final int LARGEST_POINTER = 1_024;

  private final S3Client client;
  private final S3Presigner presigner;
  private final Layout layout;
  private final Objects objects;
  private final Uploads uploads;
  private final Downloads downloads;
  private final Prober prober;

  private ObjectStore(StoreConfig config, Retrier retrier, int partBytes) {
    client = Clients.client(config);
    presigner = Clients.presigner(config);
    layout = new Layout(config.bucket(), config.prefix());
    objects = new Objects(client, retrier);
    uploads = new Uploads(client, retrier, objects, partBytes);
    downloads = new Downloads(client, retrier);
    prober = new Prober(client, retrier, layout, uploads, downloads);
  }

  /** Opens a store; nothing is sent yet. */
  public static ObjectStore open(StoreConfig config) {
    return open(config, InstantSource.system(), duration -> Thread.sleep(duration), PART_BYTES);
  }

  static ObjectStore open(StoreConfig config, InstantSource clock, Sleeper sleeper, int part) {
    var retrier = new Retrier(clock, sleeper, new Random(), config.patience(), config.end());
    return new ObjectStore(config, retrier, part);
  }

  /** Stores bytes under their SHA-256. What is already there is not sent again. */
  public StoredObject put(byte[] bytes) {
    String sha256 = Sha256.of(bytes);
    S3Uri uri = layout.object(sha256);
    if (!objects.has(uri, bytes.length)) {
      uploads.put(uri, bytes, Map.of());
    }
    return new StoredObject(sha256, bytes.length, uri);
  }

  /** Stores a file under its SHA-256. What is already there is not sent again. */
  public StoredObject put(Path file) throws IOException {
    String sha256 = Sha256.of(file);
    long size = Files.size(file);
    S3Uri uri = layout.object(sha256);
    if (!objects.has(uri, size)) {
      uploads.put(uri, file, sha256);
    }
    return new StoredObject(sha256, size, uri);
  }

  /**
   * Stores a stream under its SHA-256, by way of a temporary file, because the name is known only
   * at the end.
   */
  public StoredObject put(InputStream stream) throws IOException {
    Path spool = Files.createTempFile("sextant-store-", ".spool");
    try {
      Files.copy(stream, spool, StandardCopyOption.REPLACE_EXISTING);
      return put(spool);
    } finally {
      Files.deleteIfExists(spool);
    }
  }

  /** Whether the object with this SHA-256 is there. */
  public boolean exists(String sha256) {
    return objects.find(layout.object(sha256)).isPresent();
  }

  /** Reads an object into a file, verified; the file appears when it is complete. */
  public void get(String sha256, Path target) throws IOException {
    downloads.file(layout.object(sha256), target, null, Sha256.digits(sha256));
  }

  /** Reads an object of at most {@code limit} bytes, verified. */
  public byte[] get(String sha256, long limit) {
    return downloads.bytes(layout.object(sha256), limit, Sha256.digits(sha256));
  }

  /** Where the object with this SHA-256 lies, or would. */
  public S3Uri objectUri(String sha256) {
    return layout.object(sha256);
  }

  /** Where a manifest lies, or would. */
  public S3Uri manifestUri(String kind, String digest) {
    return layout.manifest(kind, digest);
  }

  /**
   * Writes a manifest. Everything that it names must have been stored before.
   *
   * @param kind the folder, such as {@code snapshots}
   * @param digest the digest of the logical content, with or without {@code sha256:}
   * @param json the manifest
   */
  public S3Uri putManifest(String kind, String digest, byte[] json) {
    S3Uri uri = layout.manifest(kind, digest);
    uploads.put(uri, json, Map.of(Uploads.CHECKSUM, Sha256.of(json)));
    return uri;
  }

  /**
   * Reads a manifest, or anything else that carries its checksum, of at most {@code limit} bytes.
   */
  public byte[] readManifest(S3Uri uri, long limit) {
    return downloads.bytes(uri, limit, null);
  }

  /**
   * Makes a manifest findable by an input. Refused while the manifest is not there, so that nobody
   * ever finds a pointer to nothing.
   *
   * @param kind the folder, such as {@code by-input}
   * @param key what it is found by, such as the hash of an input
   * @param manifest the manifest's place
   */
  public void point(String kind, String key, S3Uri manifest) {
    String relative = layout.relative(manifest);
    if (objects.find(manifest).isEmpty()) {
      throw new StoreException.NotFound(
          "pointing to %s: it does not exist; write the manifest first".formatted(manifest), null);
    }
    byte[] bytes = relative.getBytes(StandardCharsets.UTF_8);
    uploads.put(layout.pointer(kind, key), bytes, Map.of(Uploads.CHECKSUM, Sha256.of(bytes)));
  }

  /** The manifest that was found by this input before; empty when there is none. */
  public Optional<S3Uri> pointer(String kind, String key) {
    try {
      byte[] bytes = downloads.bytes(layout.pointer(kind, key), LARGEST_POINTER, null);
      S3Uri manifest = layout.manifestAt(new String(bytes, StandardCharsets.UTF_8));
      return objects.find(manifest).map(SourceFile::uri);
    } catch (StoreException.NotFound absent) {
      return Optional.empty();
    }
  }

  /**
   * The files that a URI names, in the order of their keys; in any bucket that the account can
   * read. A URI without stars names exactly one file.
   *
   * @throws StoreException.NotFound when there is no such file
   */
  public List<SourceFile> list(S3Uri uri) {
    // A missing bucket looks like a missing file, but cannot be listed.
    List<SourceFile> found =
        uri.isPattern()
            ? objects.matching(uri)
            : objects.find(uri).map(List::of).orElseGet(() -> objects.matching(uri));
    if (found.isEmpty()) {
      throw new StoreException.NotFound(
          uri.isPattern()
              ? "no file matches %s; check the pattern".formatted(uri)
              : "there is no file %s; check the name".formatted(uri),
          null);
    }
    return found;
  }

  /** Reads a listed file; fails when it was changed since. */
  public void download(SourceFile file, Path target) throws IOException {
    downloads.file(file.uri(), target, file.etag(), null);
  }

  /** Writes a local file to a place of the caller's choice. */
  public void upload(Path file, S3Uri uri) throws IOException {
    uploads.put(uri, file, null);
  }

  /** A URL by which anybody can read this object until it expires; seven days at most. */
  public URI presign(S3Uri uri, Duration validity) {
    return URI.create(
        presigner
            .presignGetObject(request ->
                request
                    .signatureDuration(validity)
                    .getObjectRequest(get -> get.bucket(uri.bucket()).key(uri.key())))
            .url()
            .toString());
  }

  /** Writes, lists, reads back, verifies and deletes a small object. Never throws for the store. */
  public ProbeResult probe() {
    return prober.probe();
  }

  @Override
  public void close() {
    client.close();
    presigner.close();
  }
}
