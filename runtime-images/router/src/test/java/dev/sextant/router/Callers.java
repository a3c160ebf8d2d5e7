package dev.sextant.router;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers over both wires at a steady rate, on a few connections, who never ask twice. */
final class Callers implements AutoCloseable {
  private static final byte[] REQUEST = "\n\u0004fare".getBytes(StandardCharsets.UTF_8);

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final BlockingQueue<HttpClient> idle = new LinkedBlockingQueue<>();
  private final List<HttpClient> clients = new ArrayList<>();
  private final URI uri;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  Callers(int restPort, int grpcPort, int connections) {
    this.uri = URI.create("http://127.0.0.1:" + restPort + "/v2/models/fare/infer");
    for (int i = 0; i < connections; i++) {
      channels.add(
          NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
              .usePlaintext()
              .disableRetry()
              .build());
      clients.add(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }
    idle.addAll(clients);
  }

  Callers start(int perSecond) {
    var _ = clock.scheduleAtFixedRate(this::send, 0, 1_000_000L / perSecond, TimeUnit.MICROSECONDS);
    return this;
  }

  private void send() {
    int ticket = sent.getAndIncrement();
    var _ =
        threads.submit(() -> {
          try {
            if (ticket % 2 == 0) {
              overRest();
            } else {
              overGrpc(channels.get(ticket / 2 % channels.size()));
            }
          } catch (Exception e) {
            failures.add(ticket + ": " + e);
          }
          answered.incrementAndGet();
        });
  }

  private void overGrpc(ManagedChannel channel) {
    byte[] answer =
        ClientCalls.blockingUnaryCall(
            channel,
            ModelServer.INFER,
            CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
            REQUEST);
    if (!Arrays.equals(answer, REQUEST)) {
      throw new IllegalStateException("another answer");
    }
  }

  /** One request at a time on each connection. */
  private void overRest() throws Exception {
    HttpClient http = idle.take();
    HttpResponse<String> response;
    try {
      response =
          http.send(
              HttpRequest.newBuilder(uri)
                  .timeout(Duration.ofSeconds(20))
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    } finally {
      idle.add(http);
    }
    if (response.statusCode() != 200 || !response.body().equals("{}")) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  int sent() {
    return sent.get();
  }

  /** Sends no more, and waits for the answers. */
  List<String> stop() throws InterruptedException {
    clock.shutdown();
    threads.shutdown();
    if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
      failures.add(sent.get() - answered.get() + " have no answer");
    }
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
    channels.forEach(ManagedChannel::shutdownNow);
    clients.forEach(HttpClient::shutdownNow);
  }
}
