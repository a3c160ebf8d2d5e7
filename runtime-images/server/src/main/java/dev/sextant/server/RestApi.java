package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.http.HeldBytes;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestCodec;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The REST form of the protocol, health and metrics: one handler for every request. */
final class RestApi implements Handler<HttpServerRequest> {
  private static final System.Logger LOG = System.getLogger(RestApi.class.getName());
  private static final CharSequence PROMETHEUS =
      HttpHeaders.createOptimized("text/plain; version=0.0.4; charset=utf-8");

  private final String model;
  private final Naming naming;
  private final Predictor predictor;
  private final Lifecycle lifecycle;
  private final ServerMetrics metrics;
  private final RestReplies replies;
  private final RestInferCall.Shared calls;

  RestApi(
      ServerConfig config,
      Predictor predictor,
      Inference inference,
      Lifecycle lifecycle,
      ServerMetrics metrics,
      HeldBytes held) {
    this.model = config.model();
    this.naming = Naming.of(config);
    this.predictor = predictor;
    this.lifecycle = lifecycle;
    this.metrics = metrics;
    this.replies = new RestReplies(lifecycle);
    this.calls =
        new RestInferCall.Shared(
            config, naming, predictor.limits(), held, inference, lifecycle, metrics, replies);
  }

  @Override
  public void handle(HttpServerRequest request) {
    try {
      String path = request.path();
      dispatch(request, Endpoint.parse(path == null ? "" : path));
    } catch (ProtocolException e) {
      replies.fail(request, e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      replies.fail(
          request,
          new ProtocolException(
              ErrorKind.INTERNAL, "server: failed on this request; see the server's log"));
    }
  }

  private void dispatch(HttpServerRequest request, Endpoint endpoint) throws ProtocolException {
    if (endpoint instanceof Endpoint.OfModel(String asked, String version, Endpoint.Action action)
        && action == Endpoint.Action.INFER) {
      allow(request, HttpMethod.POST);
      new RestInferCall(calls, request, asked, version).begin();
      return;
    }
    if (!(endpoint instanceof Endpoint.Unknown)) {
      allow(request, HttpMethod.GET);
    }
    boolean ready = lifecycle.isReady();
    switch (endpoint) {
      case Endpoint.Live _ -> replies.send(request, 200, RestCodec.writeLive(true));
      case Endpoint.Ready _ ->
          replies.send(request, ready ? 200 : 503, RestCodec.writeReady(ready));
      case Endpoint.Server _ ->
          replies.send(request, 200, RestCodec.writeServerMetadata(Naming.server()));
      case Endpoint.Models _ -> replies.send(request, 200, RestCodec.writeModels(List.of(model)));
      case Endpoint.Metrics _ ->
          replies.send(request, 200, PROMETHEUS, Buffer.buffer(metrics.scrape()));
      case Endpoint.OfModel(String asked, String version, Endpoint.Action action) -> {
        naming.require(asked, version);
        if (action == Endpoint.Action.READY) {
          replies.send(request, ready ? 200 : 503, RestCodec.writeModelReady(model, ready));
        } else {
          replies.send(request, 200, RestCodec.writeModelMetadata(predictor.metadata()));
        }
      }
      case Endpoint.Unknown _ ->
          throw new ProtocolException(
              ErrorKind.NOT_FOUND,
              "path: is not known here; predictions are at POST /v2/models/%s/infer"
                  .formatted(model));
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
}
