package dev.sextant.router.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.contracts.Json;
import dev.sextant.http.HeldBytes;
import dev.sextant.http.LastAnswer;
import dev.sextant.router.table.ModelRoute;
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
    if (!request.method().equals(HttpMethod.GET)) {
      error(request, 405, path + ": only GET is answered here");
      return;
    }
    switch (path) {
      case "/v2/health/live" -> json(request, 200, Map.of("live", true));
      case "/v2/health/ready" ->
          json(request, state.ready() ? 200 : 503, Map.of("ready", state.ready()));
      case "/v2", "/v2/" ->
          json(
              request,
              200,
              Map.of("name", "sextant-router", "version", version(), "extensions", new String[0]));
      case "/v2/models", "/v2/models/" ->
          json(request, 200, Map.of("models", new TreeSet<>(state.table().models().keySet())));
      case "/metrics" -> {
        request
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        end(request, Buffer.buffer(measurements.scrape()));
      }
      default -> error(request, 404, path + ": no such path; models are under /v2/models/<name>");
    }
  }

  static String version() {
    String version = RestFront.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private void proxy(HttpServerRequest request, ModelPath path) {
    long began = System.nanoTime();
    @Nullable ModelRoute route = state.table().models().get(path.model());
    if (route == null) {
      measurements.answered("", "", "rest", "404", System.nanoTime() - began);
      error(
          request,
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
        .onSuccess(outcome -> finish(request, path.model(), outcome, began))
        .onFailure(cause -> refuse(request, path.model(), cause, began));
  }

  private void finish(
      HttpServerRequest request, String model, Forwarded<RestAnswer> outcome, long began) {
    HttpServerResponse response = request.response();
    switch (outcome) {
      case Forwarded.Answered<RestAnswer>(var target, var answer) -> {
        count(model, target.revision(), answer.status(), began);
        response.setStatusCode(answer.status());
        Headers.pass(answer.headers(), response.headers());
        response.putHeader(Headers.REVISION, target.revision());
        response.putHeader(Headers.VERSION, target.modelVersion());
        end(request, answer.body());
      }
      case Forwarded.NoServer<RestAnswer>(var reason) -> {
        count(model, "", 503, began);
        response.putHeader("retry-after", "5");
        error(request, 503, reason);
      }
      case Forwarded.NoSuchVersion<RestAnswer>(var reason) -> {
        count(model, "", 404, began);
        error(request, 404, reason);
      }
      case Forwarded.Broken<RestAnswer>(var target, var reason) -> {
        count(model, target.revision(), 502, began);
        error(request, 502, "model '" + model + "': " + reason);
      }
      case Forwarded.CallerGone<RestAnswer>(var target) ->
          count(model, target.revision(), CALLER_GONE, began);
      case Forwarded.TimedOut<RestAnswer>(var target, var reason) -> {
        count(model, target.revision(), 504, began);
        error(request, 504, "model '" + model + "': " + reason + " within the route's timeout");
      }
    }
  }

  private void refuse(HttpServerRequest request, String model, Throwable cause, long began) {
    if (cause instanceof BodyTooLargeException) {
      count(model, "", 413, began);
      lastError(request, 413, String.valueOf(cause.getMessage()));
    } else if (cause instanceof OverloadedException) {
      count(model, "", 503, began);
      request.response().putHeader("retry-after", "1");
      lastError(request, 503, String.valueOf(cause.getMessage()));
    } else {
      count(model, "", 400, began);
      error(request, 400, "the request broke off: " + cause.getMessage());
    }
  }

  private void count(String model, String revision, int status, long began) {
    measurements.answered(
        model, revision, "rest", Integer.toString(status), System.nanoTime() - began);
  }

  private void json(HttpServerRequest request, int status, Object body) {
    end(request, withJson(request, status, body));
  }

  private void error(HttpServerRequest request, int status, String message) {
    json(request, status, JsonNodeFactory.instance.objectNode().put("error", message));
  }

  /** The rest of the body is of no use: the connection cannot be used again. */
  private static void lastError(HttpServerRequest request, int status, String message) {
    Buffer body =
        withJson(request, status, JsonNodeFactory.instance.objectNode().put("error", message));
    if (!isOver(request.response())) {
      LastAnswer.send(request, body);
    }
  }

  private static Buffer withJson(HttpServerRequest request, int status, Object body) {
    if (!isOver(request.response())) {
      request
          .response()
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    return Buffer.buffer(Json.write(body));
  }

  private void end(HttpServerRequest request, Buffer body) {
    if (isOver(request.response())) {
      return; // The caller has gone; there is nobody to tell.
    }
    if (state.draining()) {
      LastAnswer.send(request, body);
    } else {
      request.response().end(body).onFailure(ignored -> {});
    }
  }

  private static boolean isOver(HttpServerResponse response) {
    return response.ended() || response.closed();
  }
}
