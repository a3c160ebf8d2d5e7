package dev.sextant.operator.process;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector on loopback that takes spans over OTLP, which is gRPC. */
final class SpanReceiver implements AutoCloseable {
  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> exports = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  SpanReceiver() {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .connectionHandler(connection -> connections.incrementAndGet())
            .requestHandler(this::take)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** How often somebody connected. */
  int connections() {
    return connections.get();
  }

  /** What was sent: texts stand in it as they are. */
  List<String> exports() {
    return List.copyOf(exports);
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          if (request.path().equals(EXPORT) && body.getByte(0) == 0) {
            exports.add(body.toString(StandardCharsets.ISO_8859_1));
          }
          request
              .response()
              .putHeader("content-type", "application/grpc")
              .putTrailer("grpc-status", "0")
              // An empty message, not compressed.
              .end(Buffer.buffer(new byte[5]));
        });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
