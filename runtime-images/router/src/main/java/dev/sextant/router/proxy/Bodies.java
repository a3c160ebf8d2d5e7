package dev.sextant.router.proxy;

import dev.sextant.http.HeldBytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/** Collects a body up to a limit. */
final class Bodies {
  private Bodies() {}

  /**
   * Collects a request. What a collected one takes of {@code held} its receiver gives back.
   *
   * @return fails with {@link BodyTooLargeException} or {@link OverloadedException}
   */
  static Future<Buffer> collectRequest(ReadStream<Buffer> request, int maxBytes, HeldBytes held) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.exceptionHandler(promise::tryFail);
    request.handler(part -> {
      if (promise.future().isComplete()) {
        return;
      }
      if (body.length() + part.length() > maxBytes) {
        promise.tryFail(new BodyTooLargeException(maxBytes));
      } else if (!held.take(part.length())) {
        promise.tryFail(new OverloadedException(held.most()));
      } else {
        body.appendBuffer(part);
      }
    });
    request.endHandler(end -> promise.tryComplete(body));
    return promise.future().onFailure(cause -> held.give(body.length()));
  }

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
