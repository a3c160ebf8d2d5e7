package dev.sextant.e2e;

import dev.sextant.protocol.grpc.GRPCInferenceServiceGrpc;
import dev.sextant.protocol.grpc.InferTensorContents;
import dev.sextant.protocol.grpc.ModelInferRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers of the fare model at a fixed rate, half by REST and half by gRPC, who never try twice. It
 * stops by itself after the number of requests that it was made for.
 */
final class Load implements AutoCloseable {
  private final Inference rest;
  private final ManagedChannel channel;
  private final GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub grpc;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger left;
  private final AtomicInteger answered = new AtomicInteger();
  private final Map<String, AtomicInteger> versions = new ConcurrentHashMap<>();
  private final List<String> failures = new ArrayList<>();

  Load(Workspace workspace, String model, int requests) {
    this.rest = new Inference(workspace, model);
    this.left = new AtomicInteger(requests);
    this.channel =
        NettyChannelBuilder.forAddress(workspace.address(model), 9000)
            .usePlaintext()
            .disableRetry()
            .build();
    this.grpc = GRPCInferenceServiceGrpc.newBlockingStub(channel);
  }

  /**
   * Sends requests one after the other, so that routers and servers which have just started have
   * compiled their code before the rate is held against them.
   */
  Load warmUp(int requests) {
    for (int i = 0; i < requests; i++) {
      if (i % 2 == 0) {
        byRest();
      } else {
        byGrpc();
      }
    }
    answered.set(0);
    return this;
  }

  /** Begins to send at that rate. */
  Load start(int perSecond) {
    long period = 1_000_000 / perSecond;
    var _ = clock.scheduleAtFixedRate(this::send, 0, period, TimeUnit.MICROSECONDS);
    return this;
  }

  private void send() {
    int ticket = left.getAndDecrement();
    if (ticket > 0) {
      var _ = callers.submit(ticket % 2 == 0 ? this::byRest : this::byGrpc);
    }
  }

  private void byRest() {
    try {
      HttpResponse<String> response = rest.send(Inference.ride(2.0 + left.get() % 10).toString());
      if (response.statusCode() == 200) {
        count(response.headers().firstValue("x-sextant-model-version").orElse("unknown"));
      } else {
        fail("REST " + response.statusCode() + " " + response.body());
      }
    } catch (Exception e) {
      fail("REST " + e);
    }
  }

  private void byGrpc() {
    try {
      var answer = grpc.withDeadlineAfter(20, TimeUnit.SECONDS).modelInfer(message());
      count(answer.getModelVersion());
    } catch (RuntimeException e) {
      fail("gRPC " + e);
    }
  }

  private void count(String version) {
    versions.computeIfAbsent(version, v -> new AtomicInteger()).incrementAndGet();
    answered.incrementAndGet();
  }

  private synchronized void fail(String failure) {
    failures.add(java.time.Instant.now() + " " + failure);
    answered.incrementAndGet();
  }

  private static ModelInferRequest message() {
    return ModelInferRequest.newBuilder()
        .setModelName("fare")
        .addInputs(input("distance", "FP64").setContents(contents().addFp64Contents(4.0)))
        .addInputs(input("passengers", "FP64").setContents(contents().addFp64Contents(Double.NaN)))
        .addInputs(input("zone", "BYTES").setContents(contents().addBytesContents(text("zone 5"))))
        .addInputs(input("payment", "BYTES").setContents(contents().addBytesContents(text("cash"))))
        .addInputs(input("airport", "BOOL").setContents(contents().addBoolContents(true)))
        .addInputs(
            input("pickup", "BYTES")
                .setContents(contents().addBytesContents(text("2026-02-20T18:30:00Z"))))
        .build();
  }

  private static ModelInferRequest.InferInputTensor.Builder input(String name, String datatype) {
    return ModelInferRequest.InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype(datatype)
        .addShape(1);
  }

  private static InferTensorContents.Builder contents() {
    return InferTensorContents.newBuilder();
  }

  private static com.google.protobuf.ByteString text(String value) {
    return com.google.protobuf.ByteString.copyFromUtf8(value);
  }

  /** How many were answered or failed so far. */
  int answered() {
    return answered.get();
  }

  boolean done() {
    return left.get() <= 0;
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  Map<String, AtomicInteger> versions() {
    return versions;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    callers.close();
    channel.shutdownNow();
    rest.close();
  }
}
