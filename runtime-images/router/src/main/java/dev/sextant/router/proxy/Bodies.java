package dev.sextant.router.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/** Collects a body up to a limit. */
final class Bodies {
  private Bodies() {}

  /**
   * Collects a stream.
   *
   * @param tooLarge makes the failure when there are more than {@code maxBytes}
   */
  static Future<Buffer> collect(
      ReadStream<Buffer> stream, int maxBytes, Supplier<? extends RuntimeException> tooLarge) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    stream.exceptionHandler(promise::tryFail);
    stream.handler(part -> {
      if (body.length() + part.length() > maxBytes) {
        promise.tryFail(tooLarge.get());
      } else if (!promise.future().isComplete()) {
        body.appendBuffer(part);
      }
    });
    stream.endHandler(end -> promise.tryComplete(body));
    return promise.future();
  }
}
