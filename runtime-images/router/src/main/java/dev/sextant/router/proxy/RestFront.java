package dev.sextant.router.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.contracts.Json;
import dev.sextant.router.table.ModelRoute;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The REST side of the Open Inference Protocol. */
final class RestFront {
  /** Counted, never sent. */
  private static final int CALLER_GONE = 499;

  private final State state;
  private final Forwarder forwarder;
  private final Measurements measurements;
  private final HttpClient client;
  private final int maxBodyBytes;
  private final HeldBytes held;

  RestFront(
      State state,
      Forwarder forwarder,
      Measurements measurements,
      HttpClient client,
      int maxBodyBytes,
      HeldBytes held) {
    this.state = state;
    this.forwarder = forwarder;
    this.measurements = measurements;
    this.client = client;
    this.maxBodyBytes = maxBodyBytes;
    this.held = held;
  }

  void handle(HttpServerRequest request) {
    @Nullable String path = request.path();
    Optional<ModelPath> model = path == null ? Optional.empty() : ModelPath.of(path);
    if (model.isPresent()) {
      proxy(request, model.get());
    } else {
      own(request, path == null ? "" : path);
    }
  }

  private void own(HttpServerRequest request, String path) {
    HttpServerResponse response = request.response();
    if (!request.method().equals(HttpMethod.GET)) {
      error(response, 405, path + ": only GET is answered here");
      return;
    }
    switch (path) {
      case "/v2/health/live" -> json(response, 200, Map.of("live", true));
      case "/v2/health/ready" ->
          json(response, state.ready() ? 200 : 503, Map.of("ready", state.ready()));
      case "/v2", "/v2/" ->
          json(
              response,
              200,
              Map.of("name", "sextant-router", "version", version(), "extensions", new String[0]));
      case "/v2/models", "/v2/models/" ->
          json(response, 200, Map.of("models", new TreeSet<>(state.table().models().keySet())));
      case "/metrics" ->
          response
              .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
              .end(measurements.scrape());
      default -> error(response, 404, path + ": no such path; models are under /v2/models/<name>");
    }
  }

  static String version() {
    String version = RestFront.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private void proxy(HttpServerRequest request, ModelPath path) {
    long began = System.nanoTime();
    HttpServerResponse response = request.response();
    @Nullable ModelRoute route = state.table().models().get(path.model());
    if (route == null) {
      measurements.answered("", "", "rest", "404", System.nanoTime() - began);
      error(
          response,
          404,
          "model '" + path.model() + "' is not known here; GET /v2/models lists those that are");
      return;
    }
    Bodies.collectRequest(request, maxBodyBytes, held)
        .compose(body ->
            forwarder
                .forward(
                    route,
                    path.version(),
                    Long.MAX_VALUE,
                    new RestAttempt(client, request, body, maxBodyBytes))
                .onComplete(done -> held.give(body.length())))
        .onSuccess(outcome -> finish(response, path.model(), outcome, began))
        .onFailure(cause -> refuse(response, path.model(), cause, began));
  }

  private void finish(
      HttpServerResponse response, String model, Forwarded<RestAnswer> outcome, long began) {
    switch (outcome) {
      case Forwarded.Answered<RestAnswer>(var target, var answer) -> {
        count(model, target.revision(), answer.status(), began);
        response.setStatusCode(answer.status());
        Headers.pass(answer.headers(), response.headers());
        response.putHeader(Headers.REVISION, target.revision());
        response.putHeader(Headers.VERSION, target.modelVersion());
        end(response, answer.body());
      }
      case Forwarded.NoServer<RestAnswer>(var reason) -> {
        count(model, "", 503, began);
        response.putHeader("retry-after", "5");
        error(response, 503, reason);
      }
      case Forwarded.NoSuchVersion<RestAnswer>(var reason) -> {
        count(model, "", 404, began);
        error(response, 404, reason);
      }
      case Forwarded.Broken<RestAnswer>(var target, var reason) -> {
        count(model, target.revision(), 502, began);
        error(response, 502, "model '" + model + "': " + reason);
      }
      case Forwarded.CallerGone<RestAnswer>(var target) ->
          count(model, target.revision(), CALLER_GONE, began);
      case Forwarded.TimedOut<RestAnswer>(var target, var reason) -> {
        count(model, target.revision(), 504, began);
        error(response, 504, "model '" + model + "': " + reason + " within the route's timeout");
      }
    }
  }

  private void refuse(HttpServerResponse response, String model, Throwable cause, long began) {
    if (cause instanceof BodyTooLargeException) {
      count(model, "", 413, began);
      // The rest of the body is not read: the connection cannot be used again.
      response.putHeader(HttpHeaders.CONNECTION, "close");
      error(response, 413, String.valueOf(cause.getMessage()));
    } else if (cause instanceof OverloadedException) {
      count(model, "", 503, began);
      response.putHeader(HttpHeaders.CONNECTION, "close").putHeader("retry-after", "1");
      error(response, 503, String.valueOf(cause.getMessage()));
    } else {
      count(model, "", 400, began);
      error(response, 400, "the request broke off: " + cause.getMessage());
    }
  }

  private void count(String model, String revision, int status, long began) {
    measurements.answered(
        model, revision, "rest", Integer.toString(status), System.nanoTime() - began);
  }

  private void json(HttpServerResponse response, int status, Object body) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    end(response, Buffer.buffer(Json.write(body)));
  }

  private void error(HttpServerResponse response, int status, String message) {
    json(response, status, JsonNodeFactory.instance.objectNode().put("error", message));
  }

  private void end(HttpServerResponse response, Buffer body) {
    if (response.ended() || response.closed()) {
      return; // The caller has gone; there is nobody to tell.
    }
    if (state.draining()) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    Future<Void> written = response.end(body);
    written.onFailure(ignored -> {});
  }
}
