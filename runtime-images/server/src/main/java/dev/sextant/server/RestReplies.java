package dev.sextant.server;

import dev.sextant.http.LastAnswer;
import dev.sextant.protocol.BinaryData;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestBody;
import dev.sextant.protocol.RestCodec;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends answers and errors, with the headers that a caller needs to go on. */
final class RestReplies {
  private static final System.Logger LOG = System.getLogger(RestReplies.class.getName());
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence BYTES = HttpHeaders.createOptimized("application/octet-stream");

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

  /** Refuses a request of which no more is to be read: the connection ends with the answer. */
  void last(HttpServerRequest request, ProtocolException e) {
    HttpServerResponse response = request.response();
    if (!isOver(response)) {
      response.setStatusCode(e.kind().httpStatus()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
      LastAnswer.send(request, Buffer.buffer(RestCodec.writeError(e.getMessage())));
    }
  }

  void predictions(HttpServerRequest request, RestBody body) {
    if (body.binary() && !isOver(request.response())) {
      request.response().putHeader(BinaryData.HEADER, Integer.toString(body.jsonLength()));
    }
    send(request, 200, body.binary() ? BYTES : JSON, Buffer.buffer(body.bytes()));
  }

  void send(HttpServerRequest request, int status, byte[] json) {
    send(request, status, JSON, Buffer.buffer(json));
  }

  void send(HttpServerRequest request, int status, CharSequence type, Buffer body) {
    HttpServerResponse response = request.response();
    if (isOver(response)) {
      return;
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
    if (lifecycle.isReady()) {
      response
          .end(body)
          .onFailure(e -> LOG.log(System.Logger.Level.DEBUG, "the caller has gone", e));
    } else {
      // The caller's next connection goes to a server that stays.
      LastAnswer.send(request, body);
    }
  }

  private static boolean isOver(HttpServerResponse response) {
    return response.ended() || response.closed();
  }
}
