package dev.sextant.router;

import dev.sextant.router.table.Endpoint;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server of a model as far as the router knows: REST and gRPC, and each answer takes a while. */
final class ModelServer implements AutoCloseable {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  static final MethodDescriptor<byte[], byte[]> INFER =
      MethodDescriptor.newBuilder(BYTES, BYTES)
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
          .build();

  private final Vertx vertx = Vertx.vertx();
  private final long answerMillis;
  private final Server grpc;
  private final HttpServer rest;

  ModelServer(long answerMillis, Duration oldestConnection) throws Exception {
    this.answerMillis = answerMillis;
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(
                ServerServiceDefinition.builder("inference.GRPCInferenceService")
                    .addMethod(INFER, ServerCalls.asyncUnaryCall(this::answer))
                    .build());
    if (!oldestConnection.isZero()) {
      builder.maxConnectionAge(oldestConnection.toMillis(), TimeUnit.MILLISECONDS);
    }
    this.grpc = builder.build().start();
    this.rest =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .body()
                    .onSuccess(
                        body -> vertx.setTimer(answerMillis, _ -> request.response().end(body))))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  private void answer(byte[] request, StreamObserver<byte[]> observer) {
    vertx.setTimer(
        answerMillis,
        _ -> {
          observer.onNext(request);
          observer.onCompleted();
        });
  }

  Endpoint endpoint() {
    return new Endpoint("pod-" + grpc.getPort(), "127.0.0.1", rest.actualPort(), grpc.getPort());
  }

  /** Takes no more connections, sends callers away, answers what they have sent. */
  void drain() throws Exception {
    grpc.shutdown();
    rest.shutdown(5, TimeUnit.SECONDS)
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    if (!grpc.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the calls of a server have not ended");
    }
  }

  @Override
  public void close() {
    grpc.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
