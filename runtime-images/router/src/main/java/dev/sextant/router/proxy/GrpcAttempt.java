package dev.sextant.router.proxy;

import dev.sextant.router.table.Endpoint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

/** Passes a gRPC call with one message on to one server. */
final class GrpcAttempt extends ServerAttempt<GrpcAnswer> {
  GrpcAttempt(HttpClient client, HttpServerRequest original, Buffer body, int maxBodyBytes) {
    super(client, original, body, maxBodyBytes);
  }

  @Override
  RequestOptions target(Endpoint server) {
    return new RequestOptions().setPort(server.portGrpc()).setMethod(HttpMethod.POST);
  }

  @Override
  void prepare(HttpClientRequest request, long timeoutMillis) {
    request.putHeader("te", "trailers");
    request.putHeader("grpc-timeout", Math.min(timeoutMillis, 99_999_999) + "m");
  }

  @Override
  GrpcAnswer answer(HttpClientResponse response, Buffer bytes) {
    return new GrpcAnswer(response.statusCode(), response.headers(), bytes, response.trailers());
  }

  @Override
  public boolean unavailable(GrpcAnswer answer) {
    return answer.status().equals(Integer.toString(GrpcStatus.UNAVAILABLE.code()));
  }
}
