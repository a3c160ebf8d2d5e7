package dev.sextant.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The last answer on an HTTP/1 connection. To say {@code Connection: close} is not enough: Vert.x
 * leaves it to the caller to close, and holds the connection until it has been idle for long.
 */
public final class LastAnswer {
  /**
   * How long the rest of a body is read over: a connection that is closed before takes the answer
   * with it.
   */
  private static final long LINGER_MILLIS = 2_000;

  private LastAnswer() {}

  /**
   * Sends an answer whose head is set but for this, and closes when it and the request are over.
   */
  public static void send(HttpServerRequest request, Buffer body) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().end(body).onFailure(ignored -> {});
      return;
    }
    request
        .response()
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body)
        .onSuccess(sent -> {
          if (request.isEnded()) {
            request.connection().close();
            return;
          }
          Vertx vertx = Vertx.currentContext().owner();
          long timer = vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
          request.endHandler(read -> {
            vertx.cancelTimer(timer);
            request.connection().close();
          });
        })
        .onFailure(ignored -> {});
  }
}
