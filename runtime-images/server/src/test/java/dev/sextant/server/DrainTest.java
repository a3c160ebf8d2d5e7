package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sextant.protocol.grpc.ModelInferResponse;
import dev.sextant.protocol.grpc.ServerReadyRequest;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a server that callers still use. */
final class DrainTest {
  private static final Duration SETTLE = Duration.ofMillis(300);

  @TempDir Path directory;

  @Test
  void answersWhatIsInFlightAndWhatStillComesThenCloses() throws Exception {
    try (var server = ModelServer.start(TestModel.fare(directory).config(1, 10), "127.0.0.1");
        var grpc = new GrpcClient(server.grpcPort())) {
      var client = new RestClient(server.restPort());
      assertThat(client.get("/v2/health/ready").headers().firstValue("connection")).isEmpty();
      CompletableFuture<HttpResponse<String>> before;
      CompletableFuture<HttpResponse<String>> after;
      CompletableFuture<ModelInferResponse> call;
      CompletableFuture<Void> drain;

      try (var gate = Gate.closing(server.inference())) {
        before = rest(client);
        await().until(() -> server.inference().queued() == 1);
        drain =
            CompletableFuture.runAsync(
                () -> server.drain(SETTLE, Duration.ofSeconds(20)), Thread::startVirtualThread);
        await().until(() -> client.get("/v2/health/ready").statusCode() == 503);
        after = rest(client);
        call =
            CompletableFuture.supplyAsync(
                () -> grpc.stub().modelInfer(GrpcProtocolTest.typed().build()),
                Thread::startVirtualThread);
        await().until(() -> server.inference().queued() == 3);

        assertThat(gate).isNotNull();
        assertThat(client.get("/v2/health/ready").body()).isEqualTo("{\"ready\":false}");
        assertThat(client.get("/v2/models/fare/ready").statusCode()).isEqualTo(503);
        assertThat(client.get("/v2/health/live").statusCode()).isEqualTo(200);
        assertThat(grpc.stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
            .isFalse();
        assertThat(drain).isNotDone();
      }

      assertThat(before.get().statusCode()).isEqualTo(200);
      assertThat(before.get().headers().firstValue("connection")).hasValue("close");
      assertThat(after.get().statusCode()).isEqualTo(200);
      assertThat(call.get().getModelName()).isEqualTo("fare");
      assertThat(drain).succeedsWithin(Duration.ofSeconds(10));
      assertThatThrownBy(() -> client.get("/v2/health/live"))
          .hasCauseInstanceOf(ConnectException.class);
    }
  }

  @Test
  void closesAConnectionWithItsLastAnswer() throws Exception {
    try (var server = ModelServer.start(TestModel.fare(directory).config(1, 10), "127.0.0.1");
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.restPort())) {
      socket.setSoTimeout(10_000);
      CompletableFuture<Void> drain;
      byte[] answer;
      try (var gate = Gate.closing(server.inference())) {
        assertThat(gate).isNotNull();
        var client = new RestClient(server.restPort());
        CompletableFuture<HttpResponse<String>> holds = rest(client);
        await().until(() -> server.inference().queued() == 1);
        drain =
            CompletableFuture.runAsync(
                () -> server.drain(SETTLE, Duration.ofSeconds(20)), Thread::startVirtualThread);
        await().until(() -> client.get("/v2/health/ready").statusCode() == 503);

        socket
            .getOutputStream()
            .write("GET /v2 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        answer = socket.getInputStream().readAllBytes();
        assertThat(holds).isNotDone();
      }

      assertThat(new String(answer, StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close");
      assertThat(drain).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void cutsOffWhatDoesNotEndInTime() throws Exception {
    try (var server = ModelServer.start(TestModel.fare(directory).config(1, 10), "127.0.0.1")) {
      var client = new RestClient(server.restPort());
      try (var gate = Gate.closing(server.inference())) {
        CompletableFuture<HttpResponse<String>> stuck = rest(client);
        await().until(() -> server.inference().queued() == 1);
        long begin = System.nanoTime();

        server.drain(SETTLE, Duration.ofSeconds(1));

        assertThat(gate).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .isBetween(Duration.ofMillis(900), Duration.ofSeconds(15));
        assertThat(stuck).failsWithin(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void closesSoonWhenNothingIsInFlight() throws Exception {
    try (var server = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1")) {
      long begin = System.nanoTime();

      server.drain(SETTLE, Duration.ofSeconds(60));

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(SETTLE, Duration.ofSeconds(25));
    }
  }

  private static CompletableFuture<HttpResponse<String>> rest(RestClient client) {
    return CompletableFuture.supplyAsync(
        () -> client.infer(TestModel.FARE_GOLDEN_REQUEST), Thread::startVirtualThread);
  }
}
