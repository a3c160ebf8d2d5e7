package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.Quote;
import dev.sextant.protocol.RestCodec;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The REST form of the protocol, health and metrics: one handler for every request. */
final class RestApi implements Handler<HttpServerRequest> {
  private static final System.Logger LOG = System.getLogger(RestApi.class.getName());
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROMETHEUS =
      HttpHeaders.createOptimized("text/plain; version=0.0.4; charset=utf-8");
  private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
  private static final CharSequence BINARY_HEADER =
      HttpHeaders.createOptimized("Inference-Header-Content-Length");

  /** How much of a body that is too large is read over, so that its sender gets to read why. */
  private static final long READ_OVER = 64L << 20;

  private final ServerConfig config;
  private final Naming naming;
  private final Predictor predictor;
  private final Inference inference;
  private final Lifecycle lifecycle;
  private final ServerMetrics metrics;

  RestApi(
      ServerConfig config,
      Predictor predictor,
      Inference inference,
      Lifecycle lifecycle,
      ServerMetrics metrics) {
    this.config = config;
    this.naming = Naming.of(config);
    this.predictor = predictor;
    this.inference = inference;
    this.lifecycle = lifecycle;
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpServerRequest request) {
    try {
      String path = request.path();
      dispatch(request, Endpoint.parse(path == null ? "" : path));
    } catch (ProtocolException e) {
      fail(request, e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      fail(
          request,
          new ProtocolException(
              ErrorKind.INTERNAL, "server: failed on this request; see the server's log"));
    }
  }

  private void dispatch(HttpServerRequest request, Endpoint endpoint) throws ProtocolException {
    if (endpoint instanceof Endpoint.OfModel(String model, String version, Endpoint.Action action)
        && action == Endpoint.Action.INFER) {
      allow(request, HttpMethod.POST);
      new InferCall(request, model, version).start();
      return;
    }
    if (!(endpoint instanceof Endpoint.Unknown)) {
      allow(request, HttpMethod.GET);
    }
    boolean ready = lifecycle.isReady();
    switch (endpoint) {
      case Endpoint.Live _ -> send(request, 200, RestCodec.writeLive(true));
      case Endpoint.Ready _ -> send(request, ready ? 200 : 503, RestCodec.writeReady(ready));
      case Endpoint.Server _ -> send(request, 200, RestCodec.writeServerMetadata(Naming.server()));
      case Endpoint.Models _ -> send(request, 200, RestCodec.writeModels(List.of(config.model())));
      case Endpoint.Metrics _ -> send(request, 200, PROMETHEUS, Buffer.buffer(metrics.scrape()));
      case Endpoint.OfModel(String model, String version, Endpoint.Action action) -> {
        naming.require(model, version);
        if (action == Endpoint.Action.READY) {
          send(request, ready ? 200 : 503, RestCodec.writeModelReady(config.model(), ready));
        } else {
          send(request, 200, RestCodec.writeModelMetadata(predictor.metadata()));
        }
      }
      case Endpoint.Unknown _ ->
          throw new ProtocolException(
              ErrorKind.NOT_FOUND,
              "path: is not known here; predictions are at POST /v2/models/%s/infer"
                  .formatted(config.model()));
    }
  }

  private static void allow(HttpServerRequest request, HttpMethod method) throws ProtocolException {
    HttpMethod asked = request.method();
    if (asked.equals(method) || (method.equals(HttpMethod.GET) && asked.equals(HttpMethod.HEAD))) {
      return;
    }
    String allowed = method.equals(HttpMethod.GET) ? "GET, HEAD" : method.name();
    request.response().putHeader(HttpHeaders.ALLOW, allowed);
    throw new ProtocolException(
        ErrorKind.METHOD_NOT_ALLOWED, "method: this path takes " + allowed + " only; use it");
  }

  private void fail(HttpServerRequest request, ProtocolException e) {
    if (request.response().ended() || request.response().closed()) {
      return;
    }
    if (e.kind() == ErrorKind.OVERLOADED) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    send(request, e.kind().httpStatus(), RestCodec.writeError(e.getMessage()));
  }

  private void send(HttpServerRequest request, int status, byte[] body) {
    send(request, status, JSON, Buffer.buffer(body));
  }

  private void send(HttpServerRequest request, int status, CharSequence type, Buffer body) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    boolean http1 = request.version() != HttpVersion.HTTP_2;
    if (http1 && !lifecycle.isReady()) {
      // The caller's next connection goes to a server that stays.
      response.putHeader(HttpHeaders.CONNECTION, CLOSE);
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .end(body)
        .onFailure(e -> LOG.log(System.Logger.Level.DEBUG, "the caller has gone", e));
  }

  /** One infer request from its head to its answer. */
  private final class InferCall implements Inference.Reply {
    private final HttpServerRequest request;
    private final String model;
    private final String version;
    private final Context context;
    private final RequestBody body;
    private long start;
    private volatile boolean gone;
    private boolean finished;

    InferCall(HttpServerRequest request, String model, String version) {
      this.request = request;
      this.model = model;
      this.version = version;
      this.context = Objects.requireNonNull(Vertx.currentContext(), "an event loop");
      this.body = new RequestBody(announced(request), config.maxBodyBytes());
    }

    private static long announced(HttpServerRequest request) {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      try {
        return length == null ? -1 : Long.parseLong(length);
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    void start() {
      lifecycle.begin();
      start = System.nanoTime();
      request.handler(this::take);
      request.endHandler(_ -> decode());
      request.exceptionHandler(_ -> abandon());
      request.response().closeHandler(_ -> abandon());
    }

    private void take(Buffer part) {
      if (finished) {
        return;
      }
      body.add(part);
      if (body.size() > config.maxBodyBytes() + READ_OVER) {
        fail(tooLarge());
        request.connection().close();
      }
    }

    private ProtocolException tooLarge() {
      return new ProtocolException(
          ErrorKind.TOO_LARGE,
          "body: has more than %d bytes, the most of one request; split it"
              .formatted(config.maxBodyBytes()));
    }

    private void decode() {
      if (finished) {
        return;
      }
      start = System.nanoTime();
      try {
        naming.require(model, version);
        requirePlain();
        if (body.isTooLarge()) {
          throw tooLarge();
        }
        inference.submit(RestCodec.readRequest(body.bytes(), predictor.limits()), this);
      } catch (ProtocolException e) {
        fail(e);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a request could not be decoded", e);
        fail(
            new ProtocolException(
                ErrorKind.INTERNAL, "body: cannot be decoded; see the server's log"));
      }
    }

    private void requirePlain() throws ProtocolException {
      if (request.getHeader(BINARY_HEADER) != null) {
        throw ProtocolException.invalid(
            "header Inference-Header-Content-Length",
            "the binary tensor extension is not spoken here; send JSON, or use gRPC");
      }
      String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
      if (coding != null && !coding.equalsIgnoreCase("identity")) {
        throw new ProtocolException(
            ErrorKind.UNSUPPORTED_CODING,
            "header Content-Encoding: %s is not read here; send the body uncompressed"
                .formatted(Quote.of(coding)));
      }
    }

    @Override
    public boolean isCancelled() {
      return gone;
    }

    @Override
    public void answer(InferResponse response) {
      byte[] encoded = RestCodec.writeResponse(response);
      context.runOnContext(_ -> finish(null, encoded));
    }

    @Override
    public void fail(ProtocolException error) {
      byte[] encoded = RestCodec.writeError(error.getMessage());
      context.runOnContext(_ -> finish(error, encoded));
    }

    /** Always on the event loop of the connection. */
    private void finish(@Nullable ProtocolException error, byte[] encoded) {
      if (finished) {
        return;
      }
      finished = true;
      metrics.answered(Wire.REST, error == null ? null : error.kind(), start);
      if (error == null) {
        send(request, 200, encoded);
      } else {
        RestApi.this.fail(request, error);
      }
      lifecycle.end();
    }

    private void abandon() {
      gone = true;
      if (!finished) {
        finished = true;
        metrics.answered(Wire.REST, ErrorKind.DEADLINE, start);
        lifecycle.end();
      }
    }
  }
}
