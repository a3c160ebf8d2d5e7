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
import org.jspecify.annotations.Nullable;

/**
 * Passes a caller's request on to one server: what both protocols have in common. All happens on
 * the event loop of the caller's connection.
 *
 * @param <R> the answer
 */
abstract sealed class ServerAttempt<R> implements Attempt<R> permits RestAttempt, GrpcAttempt {
  private final HttpClient client;
  private final int maxBodyBytes;
  private final Buffer body;
  final HttpServerRequest original;
  private @Nullable HttpClientRequest sent;
  private boolean callerGone;

  ServerAttempt(HttpClient client, HttpServerRequest original, Buffer body, int maxBodyBytes) {
    this.client = client;
    this.original = original;
    this.body = body;
    this.maxBodyBytes = maxBodyBytes;
    original
        .response()
        .closeHandler(closed -> {
          callerGone = true;
          giveUp();
        });
  }

  @Override
  public final Future<R> send(Endpoint server, long timeoutMillis) {
    sent = null;
    return client
        .request(target(server).setHost(server.address()).setURI(original.uri()))
        .recover(cause -> Future.failedFuture(new NotSentException(cause)))
        .compose(request -> {
          sent = request;
          // The future says the same; without a handler Vert.x logs each as an error.
          request.exceptionHandler(ignored -> {});
          if (callerGone) {
            return Future.failedFuture("the caller has gone");
          }
          Headers.pass(original.headers(), request.headers());
          prepare(request, timeoutMillis);
          return request.send(body).compose(this::read);
        })
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onSuccess(answer -> sent = null)
        .onFailure(cause -> giveUp());
  }

  @Override
  public final boolean callerGone() {
    return callerGone;
  }

  /** Gives the connection or stream up: its answer may still come. */
  private void giveUp() {
    HttpClientRequest request = sent;
    if (request != null) {
      request.reset();
    }
  }

  private Future<R> read(HttpClientResponse response) {
    return Bodies.collect(response, maxBodyBytes, () -> new AnswerTooLargeException(maxBodyBytes))
        .map(bytes -> answer(response, bytes));
  }

  /** Port and method. */
  abstract RequestOptions target(Endpoint server);

  /** Adds what the protocol wants beside the caller's headers. */
  abstract void prepare(HttpClientRequest request, long timeoutMillis);

  abstract R answer(HttpClientResponse response, Buffer bytes);
}
