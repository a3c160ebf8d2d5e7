package dev.sextant.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks objects up: whether one is there, and which match a pattern. */
final class Objects {
  /** More files than this are a mistake in the pattern, or need another way in. */
  private static final int MOST_FILES = 100_000;

  private final S3Client client;
  private final Retrier retrier;

  Objects(S3Client client, Retrier retrier) {
    this.client = client;
    this.retrier = retrier;
  }

  boolean has(S3Uri uri, long size) {
    return find(uri).filter(file -> file.bytes() == size).isPresent();
  }

  Optional<SourceFile> find(S3Uri uri) {
    try {
      return Optional.of(retrier.call("looking up " + uri, () -> head(uri)));
    } catch (StoreException.NotFound absent) {
      return Optional.empty();
    }
  }

  private SourceFile head(S3Uri uri) {
    try {
      var head = client.headObject(request -> request.bucket(uri.bucket()).key(uri.key()));
      return new SourceFile(uri, head.eTag(), head.contentLength(), head.lastModified());
    } catch (S3Exception refused) {
      throw refused.statusCode() == 404 || refused.statusCode() >= 500
          ? refused
          : inItsWords(uri, refused);
    }
  }

  /**
   * The answer to HEAD has no body, so it cannot say what is wrong: wrong credentials look like
   * missing rights. The same question by GET is answered in words.
   */
  private S3Exception inItsWords(S3Uri uri, S3Exception refused) {
    try (var answer =
        client.getObject(
            request -> request.bucket(uri.bucket()).key(uri.key()).range("bytes=0-0"))) {
      answer.abort();
      return refused;
    } catch (S3Exception explained) {
      return explained;
    } catch (IOException closing) {
      return refused;
    }
  }

  /** Everything that matches, in the order of the keys. */
  List<SourceFile> matching(S3Uri pattern) {
    var found = new ArrayList<SourceFile>();
    String token = "";
    do {
      ListObjectsV2Response page = page(pattern, token);
      page.contents().stream()
          .filter(object -> !object.key().endsWith("/") && pattern.matches(object.key()))
          .map(object -> file(pattern.bucket(), object))
          .forEach(found::add);
      if (found.size() > MOST_FILES) {
        throw new StoreException.Other(
            "%s matches more than %d files; narrow the pattern, or merge small files"
                .formatted(pattern, MOST_FILES),
            null,
            false);
      }
      token = page.nextContinuationToken() == null ? "" : page.nextContinuationToken();
    } while (!token.isEmpty());
    return List.copyOf(found);
  }

  private ListObjectsV2Response page(S3Uri pattern, String token) {
    return retrier.call(
        "listing " + pattern,
        () ->
            client.listObjectsV2(request -> {
              request.bucket(pattern.bucket()).prefix(pattern.literalPrefix());
              if (!pattern.spansFolders()) {
                request.delimiter("/");
              }
              if (!token.isEmpty()) {
                request.continuationToken(token);
              }
            }));
  }

  private static SourceFile file(String bucket, S3Object object) {
    return new SourceFile(
        new S3Uri(bucket, object.key()), object.eTag(), object.size(), object.lastModified());
  }
}
