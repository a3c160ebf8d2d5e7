package dev.sextant.store;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/** Finds out whether a store can be used, by doing once all that jobs do with it. */
final class Prober {
  private static final byte[] CONTENT =
      "Sextant wrote this to see whether the store can be used; it may be deleted.\n"
          .getBytes(StandardCharsets.UTF_8);

  private final S3Client client;
  private final Retrier retrier;
  private final Layout layout;
  private final Uploads uploads;
  private final Downloads downloads;

  Prober(S3Client client, Retrier retrier, Layout layout, Uploads uploads, Downloads downloads) {
    this.client = client;
    this.retrier = retrier;
    this.layout = layout;
    this.uploads = uploads;
    this.downloads = downloads;
  }

  ProbeResult probe() {
    // A name of its own, so that probes of several jobs do not meet.
    S3Uri uri = layout.probe(UUID.randomUUID().toString());
    var step = ProbeResult.Step.WRITE;
    try {
      uploads.put(uri, CONTENT, Map.of());
      step = ProbeResult.Step.LIST;
      list(uri);
      step = ProbeResult.Step.READ;
      downloads.bytes(uri, CONTENT.length, Sha256.of(CONTENT));
      step = ProbeResult.Step.DELETE;
      delete(uri);
      return new ProbeResult.Usable();
    } catch (StoreException e) {
      return new ProbeResult.Unusable(step, e);
    }
  }

  private void list(S3Uri uri) {
    var page =
        retrier.call(
            "listing " + uri,
            () ->
                client.listObjectsV2(
                    request -> request.bucket(uri.bucket()).prefix(uri.key()).maxKeys(1)));
    if (page.contents().isEmpty()) {
      throw new StoreException.Other(
          "listing %s: what was just written is not listed; use a store with consistent listings"
              .formatted(uri),
          null,
          false);
    }
  }

  private void delete(S3Uri uri) {
    retrier.call(
        "deleting " + uri,
        () -> client.deleteObject(request -> request.bucket(uri.bucket()).key(uri.key())));
  }
}
