package dev.sextant.router.proxy;

import dev.sextant.router.table.Endpoint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

/** Passes a REST request on to one server. */
final class RestAttempt extends ServerAttempt<RestAnswer> {
  RestAttempt(HttpClient client, HttpServerRequest original, Buffer body, int maxBodyBytes) {
    super(client, original, body, maxBodyBytes);
  }

  @Override
  RequestOptions target(Endpoint server) {
    return new RequestOptions().setPort(server.portRest()).setMethod(original.method());
  }

  @Override
  void prepare(HttpClientRequest request, long timeoutMillis) {}

  @Override
  RestAnswer answer(HttpClientResponse response, Buffer bytes) {
    return new RestAnswer(response.statusCode(), response.headers(), bytes);
  }

  @Override
  public boolean unavailable(RestAnswer answer) {
    return answer.status() == 503;
  }
}
