package dev.sextant.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads objects and verifies them. A transfer that breaks goes on where it broke; bytes that turn
 * out wrong are read again, because they may have been spoilt on the way, and then refused.
 */
final class Downloads {
  private static final int TRIES_OF_WRONG_BYTES = 3;
  private static final int BUFFER = 1 << 18;

  private final S3Client client;
  private final Retrier retrier;

  Downloads(S3Client client, Retrier retrier) {
    this.client = client;
    this.retrier = retrier;
  }

  /** The whole object, verified against the given SHA-256, or against the one it carries. */
  byte[] bytes(S3Uri uri, long limit, @Nullable String sha256) {
    for (int attempt = 1; ; attempt++) {
      Loaded loaded = retrier.call("reading " + uri, () -> load(uri, limit));
      String expected = sha256 != null ? sha256 : loaded.carried;
      String actual = Sha256.of(loaded.bytes);
      if (expected == null || expected.equals(actual)) {
        return loaded.bytes;
      }
      if (attempt == TRIES_OF_WRONG_BYTES) {
        throw corrupt(uri, expected, actual);
      }
    }
  }

  /**
   * Reads an object into a file, which appears when it is complete and right.
   *
   * @param etag the version to insist on; null for whichever is there
   * @param sha256 what the bytes must have; null when nobody knows
   */
  void file(S3Uri uri, Path target, @Nullable String etag, @Nullable String sha256)
      throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      for (int attempt = 1; ; attempt++) {
        String actual = transfer(uri, partial, etag, sha256 != null);
        if (sha256 == null || sha256.equals(actual)) {
          Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
          return;
        }
        if (attempt == TRIES_OF_WRONG_BYTES) {
          throw corrupt(uri, sha256, actual);
        }
      }
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Bytes with the SHA-256 that they carry as metadata, if any. */
  private static final class Loaded {
    private final byte[] bytes;
    private final @Nullable String carried;

    Loaded(byte[] bytes, @Nullable String carried) {
      this.bytes = bytes;
      this.carried = carried;
    }
  }

  private Loaded load(S3Uri uri, long limit) {
    try (var response = client.getObject(request -> request.bucket(uri.bucket()).key(uri.key()))) {
      long size = response.response().contentLength();
      if (size > limit) {
        response.abort();
        throw new StoreException.Other(
            "reading %s: it has %d bytes, at most %d are expected; check that it is the right file"
                .formatted(uri, size, limit),
            null,
            false);
      }
      byte[] bytes = whole(uri, response, Math.toIntExact(size));
      return new Loaded(bytes, response.response().metadata().get(Uploads.CHECKSUM));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] whole(S3Uri uri, ResponseInputStream<GetObjectResponse> response, int size)
      throws IOException {
    var bytes = new byte[size];
    int position = 0;
    try {
      while (position < size) {
        int n = response.read(bytes, position, Math.min(BUFFER, size - position));
        if (n < 0) {
          throw new IOException("the body ended after %d of %d bytes".formatted(position, size));
        }
        position += n;
        retrier.requireTime("reading " + uri);
      }
    } catch (IOException | RuntimeException e) {
      // Else closing reads on, to be able to use the connection again.
      response.abort();
      throw e;
    }
    return bytes;
  }

  /**
   * Copies all bytes, going on where a transfer broke.
   *
   * @param hashed whether their SHA-256 is wanted, which takes as long as the rest of the work
   * @return the SHA-256; empty when it is not wanted
   */
  private String transfer(S3Uri uri, Path partial, @Nullable String etag, boolean hashed)
      throws IOException {
    var tries = retrier.start("reading " + uri);
    try (var copy = new Copy(Files.newOutputStream(partial), etag, tries, hashed)) {
      while (true) {
        try (var in = open(uri, copy.version, copy.position)) {
          copy.rest(in);
          return copy.sha256();
        } catch (LocalFailure disk) {
          throw disk.reason;
        } catch (IOException | RuntimeException e) {
          tries.failed(e);
        }
      }
    }
  }

  /** How far a transfer has come. */
  private static final class Copy implements AutoCloseable {
    private final byte[] buffer = new byte[BUFFER];
    private final @Nullable MessageDigest digest;
    private final OutputStream out;
    private final Retrier.Tries tries;
    private @Nullable String version;
    private long position;

    Copy(OutputStream out, @Nullable String version, Retrier.Tries tries, boolean hashed) {
      this.digest = hashed ? Sha256.digest() : null;
      this.out = out;
      this.version = version;
      this.tries = tries;
    }

    void rest(ResponseInputStream<GetObjectResponse> in) throws IOException {
      version = in.response().eTag();
      long end = position + in.response().contentLength();
      try {
        while (position < end) {
          int n = in.read(buffer, 0, (int) Math.min(buffer.length, end - position));
          if (n < 0) {
            throw new IOException("the body ended %d bytes early".formatted(end - position));
          }
          write(n);
        }
      } catch (IOException | RuntimeException e) {
        // Else closing reads on, to be able to use the connection again.
        in.abort();
        throw e;
      }
    }

    private void write(int n) throws LocalFailure {
      try {
        out.write(buffer, 0, n);
      } catch (IOException e) {
        throw new LocalFailure(e);
      }
      if (digest != null) {
        digest.update(buffer, 0, n);
      }
      position += n;
      tries.progressed();
    }

    String sha256() {
      return digest == null ? "" : Sha256.hex(digest);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private ResponseInputStream<GetObjectResponse> open(
      S3Uri uri, @Nullable String etag, long position) {
    var range = position == 0 ? Optional.<String>empty() : Optional.of("bytes=" + position + "-");
    return client.getObject(request -> {
      request.bucket(uri.bucket()).key(uri.key());
      if (etag != null) {
        request.ifMatch(etag);
      }
      range.ifPresent(request::range);
    });
  }

  /** Our own disk failed, not the store: nothing to try again. */
  private static final class LocalFailure extends IOException {
    private final IOException reason;

    LocalFailure(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private static StoreException.Corrupt corrupt(S3Uri uri, String expected, String actual) {
    return new StoreException.Corrupt(
        "reading %s: its bytes are damaged (SHA-256 is %s, not %s); restore it or make it again"
            .formatted(uri, actual.substring(0, 12), expected.substring(0, 12)),
        expected,
        actual);
  }
}
