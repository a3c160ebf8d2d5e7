package dev.sextant.router.proxy;

import dev.sextant.router.table.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes a gRPC call with one message on to one server. */
final class GrpcAttempt implements Attempt<GrpcAnswer> {
  private final HttpClient client;
  private final HttpServerRequest original;
  private final Buffer body;
  private final int maxBodyBytes;

  GrpcAttempt(HttpClient client, HttpServerRequest original, Buffer body, int maxBodyBytes) {
    this.client = client;
    this.original = original;
    this.body = body;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public Future<GrpcAnswer> send(Endpoint server, long timeoutMillis) {
    RequestOptions options =
        new RequestOptions()
            .setHost(server.address())
            .setPort(server.portGrpc())
            .setMethod(HttpMethod.POST)
            .setURI(original.uri());
    AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
    return client
        .request(options)
        .compose(request -> {
          sent.set(request);
          Headers.pass(original.headers(), request.headers());
          request.putHeader("te", "trailers");
          request.putHeader("grpc-timeout", Math.min(timeoutMillis, 99_999_999) + "m");
          return request.send(body).compose(this::read);
        })
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onFailure(cause -> {
          HttpClientRequest request = sent.get();
          if (request != null) {
            request.reset();
          }
        });
  }

  private Future<GrpcAnswer> read(HttpClientResponse response) {
    return Bodies.collect(response, maxBodyBytes, () -> new AnswerTooLargeException(maxBodyBytes))
        .map(bytes ->
            new GrpcAnswer(response.statusCode(), response.headers(), bytes, response.trailers()));
  }

  @Override
  public boolean unavailable(GrpcAnswer answer) {
    return answer.status().equals(Integer.toString(GrpcStatus.UNAVAILABLE.code()));
  }
}
