package dev.sextant.router.proxy;

import dev.sextant.router.table.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes a REST request on to one server. */
final class RestAttempt implements Attempt<RestAnswer> {
  private final HttpClient client;
  private final HttpServerRequest original;
  private final Buffer body;
  private final int maxBodyBytes;

  RestAttempt(HttpClient client, HttpServerRequest original, Buffer body, int maxBodyBytes) {
    this.client = client;
    this.original = original;
    this.body = body;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public Future<RestAnswer> send(Endpoint server, long timeoutMillis) {
    RequestOptions options =
        new RequestOptions()
            .setHost(server.address())
            .setPort(server.portRest())
            .setMethod(original.method())
            .setURI(original.uri());
    AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
    return client
        .request(options)
        .compose(request -> {
          sent.set(request);
          Headers.pass(original.headers(), request.headers());
          return request.send(body).compose(this::read);
        })
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onFailure(cause -> {
          HttpClientRequest request = sent.get();
          if (request != null) {
            request.reset(); // Gives the connection up: its answer may still come.
          }
        });
  }

  private Future<RestAnswer> read(HttpClientResponse response) {
    return Bodies.collect(response, maxBodyBytes, () -> new AnswerTooLargeException(maxBodyBytes))
        .map(bytes -> new RestAnswer(response.statusCode(), response.headers(), bytes));
  }

  @Override
  public boolean unavailable(RestAnswer answer) {
    return answer.status() == 503;
  }
}
