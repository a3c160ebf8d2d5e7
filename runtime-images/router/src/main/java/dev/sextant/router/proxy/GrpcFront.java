package dev.sextant.router.proxy;

import dev.sextant.http.HeldBytes;
import dev.sextant.router.table.ModelRoute;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC side of the Open Inference Protocol, call by call: two calls on one connection may go to
 * two servers.
 */
final class GrpcFront {
  private static final String SERVICE = "/inference.GRPCInferenceService/";

  /** Counted, never sent. */
  private static final String CANCELLED = "1";

  private final State state;
  private final Forwarder forwarder;
  private final Measurements measurements;
  private final HttpClient client;
  private final int maxBodyBytes;
  private final HeldBytes held;

  GrpcFront(
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
    String method =
        path != null && path.startsWith(SERVICE) ? path.substring(SERVICE.length()) : "";
    switch (method) {
      case "ServerLive" -> answer(request, GrpcMessage.truth(true));
      case "ServerReady" -> answer(request, GrpcMessage.truth(state.ready()));
      case "ServerMetadata" ->
          answer(request, GrpcMessage.serverMetadata("sextant-router", RestFront.version()));
      case "ModelReady", "ModelMetadata", "ModelInfer" -> proxy(request);
      default -> fail(request.response(), GrpcStatus.UNIMPLEMENTED, path + ": no such method here");
    }
  }

  private void answer(HttpServerRequest request, Buffer frame) {
    HttpServerResponse response = begin(request.response());
    response.putTrailer("grpc-status", "0");
    end(response, frame);
  }

  private void proxy(HttpServerRequest request) {
    long began = System.nanoTime();
    Bodies.collectRequest(request, maxBodyBytes, held)
        .onSuccess(body -> route(request, body, began))
        .onFailure(cause ->
            refuse(
                request.response(),
                GrpcStatus.RESOURCE_EXHAUSTED,
                String.valueOf(cause.getMessage()),
                began));
  }

  private void route(HttpServerRequest request, Buffer body, long began) {
    ModelPath model;
    try {
      model = GrpcMessage.model(body, request.getHeader("grpc-encoding"), maxBodyBytes);
    } catch (UnsupportedOperationException e) {
      held.give(body.length());
      request.response().putHeader("grpc-accept-encoding", "identity,gzip");
      refuse(request.response(), GrpcStatus.UNIMPLEMENTED, String.valueOf(e.getMessage()), began);
      return;
    } catch (BodyTooLargeException e) {
      held.give(body.length());
      refuse(
          request.response(), GrpcStatus.RESOURCE_EXHAUSTED, String.valueOf(e.getMessage()), began);
      return;
    } catch (IllegalArgumentException e) {
      held.give(body.length());
      refuse(
          request.response(), GrpcStatus.INVALID_ARGUMENT, String.valueOf(e.getMessage()), began);
      return;
    }
    @Nullable ModelRoute route = state.table().models().get(model.model());
    if (route == null) {
      held.give(body.length());
      refuse(
          request.response(),
          GrpcStatus.NOT_FOUND,
          "model '" + model.model() + "' is not known here",
          began);
      return;
    }
    long timeout =
        GrpcMessage.timeoutMillis(request.getHeader("grpc-timeout")).orElse(Long.MAX_VALUE);
    forwarder
        .forward(
            route, model.version(), timeout, new GrpcAttempt(client, request, body, maxBodyBytes))
        .onComplete(done -> held.give(body.length()))
        .onSuccess(outcome -> finish(request.response(), model.model(), outcome, began))
        .onFailure(cause ->
            refuse(
                request.response(),
                GrpcStatus.UNAVAILABLE,
                String.valueOf(cause.getMessage()),
                began));
  }

  private void finish(
      HttpServerResponse response, String model, Forwarded<GrpcAnswer> outcome, long began) {
    switch (outcome) {
      case Forwarded.Answered<GrpcAnswer>(var target, var answer) -> {
        count(model, target.revision(), answer.status(), began);
        response.setStatusCode(answer.httpStatus());
        Headers.pass(answer.headers(), response.headers());
        response.putHeader(Headers.REVISION, target.revision());
        response.putHeader(Headers.VERSION, target.modelVersion());
        for (var trailer : answer.trailers()) {
          response.putTrailer(trailer.getKey(), trailer.getValue());
        }
        end(response, answer.body());
      }
      case Forwarded.NoServer<GrpcAnswer>(var reason) ->
          answeredNobody(response, model, GrpcStatus.UNAVAILABLE, reason, began);
      case Forwarded.NoSuchVersion<GrpcAnswer>(var reason) ->
          answeredNobody(response, model, GrpcStatus.NOT_FOUND, reason, began);
      case Forwarded.Broken<GrpcAnswer>(var target, var reason) ->
          failed(response, model, target.revision(), GrpcStatus.UNAVAILABLE, reason, began);
      case Forwarded.CallerGone<GrpcAnswer>(var target) ->
          count(model, target.revision(), CANCELLED, began);
      case Forwarded.TimedOut<GrpcAnswer>(var target, var reason) ->
          failed(response, model, target.revision(), GrpcStatus.DEADLINE_EXCEEDED, reason, began);
    }
  }

  /** The reason names the model already. */
  private void answeredNobody(
      HttpServerResponse response, String model, GrpcStatus status, String reason, long began) {
    count(model, "", Integer.toString(status.code()), began);
    fail(response, status, reason);
  }

  private void failed(
      HttpServerResponse response,
      String model,
      String revision,
      GrpcStatus status,
      String reason,
      long began) {
    count(model, revision, Integer.toString(status.code()), began);
    fail(response, status, "model '" + model + "': " + reason);
  }

  private void refuse(HttpServerResponse response, GrpcStatus status, String message, long began) {
    count("", "", Integer.toString(status.code()), began);
    fail(response, status, message);
  }

  private void count(String model, String revision, String code, long began) {
    measurements.answered(model, revision, "grpc", code, System.nanoTime() - began);
  }

  private static HttpServerResponse begin(HttpServerResponse response) {
    return response.setStatusCode(200).putHeader("content-type", "application/grpc");
  }

  private static void fail(HttpServerResponse response, GrpcStatus status, String message) {
    if (response.ended() || response.closed()) {
      return;
    }
    begin(response)
        .putHeader("grpc-status", Integer.toString(status.code()))
        .putHeader("grpc-message", GrpcStatus.encode(message));
    response.end().onFailure(ignored -> {});
  }

  private static void end(HttpServerResponse response, Buffer body) {
    if (response.ended() || response.closed()) {
      return;
    }
    Future<Void> written = body.length() == 0 ? response.end() : response.end(body);
    written.onFailure(ignored -> {});
  }
}
