package dev.sextant.server;

import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestCodec;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Sends answers and errors, with the headers that a caller needs to go on. */
final class RestReplies {
  private static final System.Logger LOG = System.getLogger(RestReplies.class.getName());
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

  private final Lifecycle lifecycle;

  RestReplies(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void fail(HttpServerRequest request, ProtocolException e) {
    byte[] body = RestCodec.writeError(e.getMessage());
    if (e.kind() == ErrorKind.OVERLOADED && !isOver(request.response())) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    send(request, e.kind().httpStatus(), body);
  }

  void send(HttpServerRequest request, int status, byte[] json) {
    send(request, status, JSON, Buffer.buffer(json));
  }

  void send(HttpServerRequest request, int status, CharSequence type, Buffer body) {
    HttpServerResponse response = request.response();
    if (isOver(response)) {
      return;
    }
    if (request.version() != HttpVersion.HTTP_2 && !lifecycle.isReady()) {
      // The caller's next connection goes to a server that stays.
      response.putHeader(HttpHeaders.CONNECTION, CLOSE);
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .end(body)
        .onFailure(e -> LOG.log(System.Logger.Level.DEBUG, "the caller has gone", e));
  }

  private static boolean isOver(HttpServerResponse response) {
    return response.ended() || response.closed();
  }
}
