package dev.sextant.worker.shell;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.store.ObjectStore;
import dev.sextant.store.ProbeResult;
import dev.sextant.store.S3Uri;
import dev.sextant.store.SourceFile;
import dev.sextant.store.StoreConfig;
import dev.sextant.store.StoreCredentials;
import dev.sextant.store.StoreException;
import dev.sextant.store.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The namespace's store over the S3 API; says what is wrong with it in the worker's words. */
public final class StoreArtifacts implements Artifacts, AutoCloseable {
  /** How long the operator has to read a result; jobs are looked at long before. */
  private static final Duration SHARED_FOR = Duration.ofDays(7);

  private static final long LARGEST_MANIFEST = 64L << 20;

  private final ObjectStore store;

  private StoreArtifacts(ObjectStore store) {
    this.store = store;
  }

  /**
   * Opens a store for as long as it takes.
   *
   * @param patience how long a request is tried again
   */
  public static StoreArtifacts open(
      StoreLocation location, Map<String, String> environment, Duration patience) {
    return open(location, environment, patience, Instant.MAX);
  }

  /**
   * Opens the store of a job.
   *
   * @param patience how long a request is tried again
   * @param end when also a transfer that makes progress must have ended
   */
  public static StoreArtifacts open(
      StoreLocation location, Map<String, String> environment, Duration patience, Instant end) {
    try {
      StoreConfig config =
          StoreConfig.of(
                  URI.create(location.endpoint()),
                  location.region(),
                  location.bucket(),
                  location.prefix(),
                  location.pathStyle(),
                  StoreCredentials.from(environment))
              .withPatience(patience)
              .until(end);
      return new StoreArtifacts(ObjectStore.open(config));
    } catch (IllegalArgumentException e) {
      throw new StoreFailureException(
          StoreFailureException.Cause.BadStore, "store: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Source> list(String uri) {
    S3Uri pattern = parse(uri);
    return call(() -> {
      try {
        return store.list(pattern).stream().map(StoreArtifacts::source).toList();
      } catch (StoreException.NotFound e) {
        return List.of();
      }
    });
  }

  @Override
  public void download(Source source, Path to) throws IOException {
    SourceFile file =
        new SourceFile(
            parse(source.uri()), '"' + source.etag() + '"', source.bytes(), Instant.EPOCH);
    try {
      store.download(file, to);
    } catch (StoreException.NotFound e) {
      throw new JobFailedException(
          "SourceChanged", source.uri() + ": went away while it was read; it is listed anew", e);
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<byte[]> read(String uri) {
    return call(() -> {
      try {
        return Optional.of(store.readManifest(parse(uri), LARGEST_MANIFEST));
      } catch (StoreException.NotFound e) {
        return Optional.empty();
      }
    });
  }

  @Override
  public FileRef put(String name, Path file) throws IOException {
    try {
      StoredObject stored = store.put(file);
      return new FileRef(name, stored.sha256(), stored.bytes());
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean has(FileRef file) {
    return call(() -> store.exists(file.sha256()));
  }

  @Override
  public void fetch(FileRef file, Path to) throws IOException {
    try {
      store.get(file.sha256(), to);
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  @Override
  public String uri(FileRef file) {
    return store.objectUri(file.sha256()).toString();
  }

  @Override
  public String putManifest(Kind kind, String digest, byte[] json) {
    return call(() -> store.putManifest(kind.name(), digest, json)).toString();
  }

  @Override
  public Optional<String> pointer(Kind kind, String inputHash) {
    return call(() -> store.pointer(folder(kind), inputHash)).map(S3Uri::toString);
  }

  @Override
  public void point(Kind kind, String inputHash, String manifestUri) {
    call(() -> {
      store.point(folder(kind), inputHash, parse(manifestUri));
      return true;
    });
  }

  private static String folder(Kind kind) {
    return kind.name() + "-by-input";
  }

  @Override
  public Shared share(byte[] json) {
    return call(() -> {
      StoredObject stored = store.put(json);
      return new Shared(store.presign(stored.uri(), SHARED_FOR).toString(), stored.sha256());
    });
  }

  @Override
  public void probe() {
    switch (store.probe()) {
      case ProbeResult.Usable() -> {
        // That is all there is to know.
      }
      case ProbeResult.Unusable unusable -> throw failure(unusable.error());
    }
  }

  /** Writes a local file to a place of the caller's choice. */
  public void upload(Path file, String uri) throws IOException {
    try {
      store.upload(file, parse(uri));
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }

  private static Source source(SourceFile file) {
    @Nullable String etag = file.etag();
    if (etag == null) {
      throw new StoreFailureException(
          StoreFailureException.Cause.StoreFailed,
          file.uri() + ": the store gives it no entity tag; write it through the S3 API",
          null);
    }
    return new Source(file.uri().toString(), etag.replace("\"", ""), file.bytes());
  }

  private static S3Uri parse(String uri) {
    try {
      return S3Uri.parse(uri);
    } catch (IllegalArgumentException e) {
      throw new JobRefusedException("BadUri", String.valueOf(e.getMessage()));
    }
  }

  private static <T> T call(Supplier<T> action) {
    try {
      return action.get();
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  private static StoreFailureException failure(StoreException error) {
    String message = String.valueOf(error.getMessage());
    StoreFailureException.Cause cause =
        switch (error) {
          // The store works; what the job had to do took too long.
          case StoreException.OutOfTime e -> {
            throw JobInterruptedException.deadlineExceeded(message);
          }
          case StoreException.WrongCredentials e -> StoreFailureException.Cause.WrongCredentials;
          case StoreException.AccessDenied e -> StoreFailureException.Cause.AccessDenied;
          case StoreException.BucketMissing e -> StoreFailureException.Cause.BucketMissing;
          case StoreException.NotFound e -> StoreFailureException.Cause.ObjectMissing;
          case StoreException.EndpointUnreachable e ->
              StoreFailureException.Cause.EndpointUnreachable;
          case StoreException.Corrupt e -> StoreFailureException.Cause.Corrupt;
          case StoreException.Timeout e -> StoreFailureException.Cause.Timeout;
          case StoreException.Other e -> StoreFailureException.Cause.StoreFailed;
        };
    return new StoreFailureException(cause, message, error);
  }
}
