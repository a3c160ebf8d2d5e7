package dev.sextant.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes objects: small ones in one request, large ones in parts, one part in memory at a time. A
 * reader sees an object whole or not at all.
 */
final class Uploads {
  /** Metadata that holds the SHA-256 of objects that are not named by it. */
  static final String CHECKSUM = "sha256";

  private static final long MOST_PARTS = 10_000;

  private final S3Client client;
  private final Retrier retrier;
  private final Objects objects;
  private final int partBytes;

  Uploads(S3Client client, Retrier retrier, Objects objects, int partBytes) {
    this.client = client;
    this.retrier = retrier;
    this.objects = objects;
    this.partBytes = partBytes;
  }

  void put(S3Uri uri, byte[] bytes, Map<String, String> metadata) {
    retrier.call(
        "writing " + uri,
        () ->
            client.putObject(
                request -> request.bucket(uri.bucket()).key(uri.key()).metadata(metadata),
                body(bytes)));
  }

  /**
   * Writes a file.
   *
   * @param sha256 what its bytes must have while they are sent; null when nobody knows yet
   */
  void put(S3Uri uri, Path file, @Nullable String sha256) throws IOException {
    long size = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      if (size <= partBytes) {
        byte[] bytes = in.readAllBytes();
        requireUnchanged(file, sha256, Sha256.of(bytes));
        put(uri, bytes, Map.of());
      } else {
        putInParts(uri, file, in, size, sha256);
      }
    }
  }

  private void putInParts(S3Uri uri, Path file, InputStream in, long size, @Nullable String sha256)
      throws IOException {
    String upload =
        retrier.call(
            "writing " + uri,
            () ->
                client
                    .createMultipartUpload(request -> request.bucket(uri.bucket()).key(uri.key()))
                    .uploadId());
    try {
      var digest = Sha256.digest();
      List<CompletedPart> parts = sendParts(uri, upload, in, partSize(size), digest);
      requireUnchanged(file, sha256, Sha256.hex(digest));
      complete(uri, upload, parts, size);
    } catch (IOException | RuntimeException e) {
      abort(uri, upload, e);
      throw e;
    }
  }

  /** At most 10,000 parts make an object, so the parts of a very large one are larger. */
  private int partSize(long size) {
    return Math.toIntExact(Math.max(partBytes, (size + MOST_PARTS - 1) / MOST_PARTS));
  }

  private List<CompletedPart> sendParts(
      S3Uri uri, String upload, InputStream in, int partSize, MessageDigest digest)
      throws IOException {
    var parts = new ArrayList<CompletedPart>();
    for (byte[] part = in.readNBytes(partSize); part.length > 0; part = in.readNBytes(partSize)) {
      digest.update(part);
      int number = parts.size() + 1;
      byte[] bytes = part;
      String etag =
          retrier.call(
              "writing part %d of %s".formatted(number, uri),
              () ->
                  client
                      .uploadPart(
                          request ->
                              request
                                  .bucket(uri.bucket())
                                  .key(uri.key())
                                  .uploadId(upload)
                                  .partNumber(number),
                          body(bytes))
                      .eTag());
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    return parts;
  }

  private void complete(S3Uri uri, String upload, List<CompletedPart> parts, long size) {
    try {
      retrier.call(
          "writing " + uri,
          () ->
              client.completeMultipartUpload(request ->
                  request
                      .bucket(uri.bucket())
                      .key(uri.key())
                      .uploadId(upload)
                      .multipartUpload(all -> all.parts(parts))));
    } catch (StoreException.NotFound e) {
      // The answer to an earlier try was lost: the upload is gone because it is complete.
      if (!objects.has(uri, size)) {
        throw e;
      }
    }
  }

  /** Parts of an upload that nobody completes take space; failing to free it is no failure. */
  private void abort(S3Uri uri, String upload, Exception reason) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(uri.bucket()).key(uri.key()).uploadId(upload));
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private static void requireUnchanged(Path file, @Nullable String expected, String actual) {
    if (expected != null && !expected.equals(actual)) {
      throw new StoreException.Other(
          "%s was changed while it was stored; store it when it is complete".formatted(file),
          null,
          false);
    }
  }

  private static RequestBody body(byte[] bytes) {
    return RequestBody.fromContentProvider(
        ContentStreamProvider.fromByteArrayUnsafe(bytes), bytes.length, "application/octet-stream");
  }
}
