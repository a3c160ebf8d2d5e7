package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sextant.http.HeldBytes;
import dev.sextant.protocol.grpc.InferParameter;
import dev.sextant.protocol.grpc.ModelInferRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that do not behave as an HTTP client does. */
final class ConnectionTest {
  @TempDir static Path directory;
  private static ModelServer server;
  private static RestClient client;

  @BeforeAll
  static void start() throws IOException {
    server = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1");
    client = new RestClient(server.restPort());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static byte[] request(String headers, String body) {
    return ("POST /v2/models/fare/infer HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void forgetsACallerWhoLeavesInTheMiddleOfABody() throws IOException {
    try (Socket socket = connect(server.restPort())) {
      socket.getOutputStream().write(request("Content-Length: 1000\r\n", "{\"inputs\""));
      await().until(() -> metric("sextant_server_in_flight 1.0"));
    }

    await().until(() -> metric("sextant_server_in_flight 0.0"));
    assertThat(client.infer(TestModel.FARE_GOLDEN_REQUEST).statusCode()).isEqualTo(200);
  }

  @Test
  void readsABodyInChunksAndTwoRequestsInARow() throws IOException {
    String body = TestModel.FARE_GOLDEN_REQUEST;
    String half = body.substring(0, 100);
    String rest = body.substring(100);
    String chunks =
        "%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(half.length(), half, rest.length(), rest);
    try (Socket socket = connect(server.restPort())) {
      socket.getOutputStream().write(request("Transfer-Encoding: chunked\r\n", chunks));
      socket.getOutputStream().write(request("Connection: close\r\nContent-Length: 2\r\n", "{}"));

      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answers).startsWith("HTTP/1.1 200 OK").contains("HTTP/1.1 400 Bad Request");
      assertThat(answers.indexOf("200 OK")).isLessThan(answers.indexOf("400 Bad Request"));
    }
  }

  @Test
  void letsACallerGoOnThatAsksFirst() throws IOException {
    byte[] body = TestModel.FARE_GOLDEN_REQUEST.getBytes(StandardCharsets.UTF_8);
    try (Socket socket = connect(server.restPort())) {
      String headers =
          "Expect: 100-continue\r\nConnection: close\r\nContent-Length: %d\r\n"
              .formatted(body.length);
      socket.getOutputStream().write(request(headers, ""));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
      assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 100");

      socket.getOutputStream().write(body);

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("HTTP/1.1 200 OK");
    }
  }

  @Test
  void holdsNoMoreThanItMayAndTakesRequestsAgainWhenSomeAreGone() throws IOException {
    var held = new HeldBytes(1_500);
    try (var small = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1", held)) {
      // Neither sends its last byte, so that both stay.
      try (Socket first = connect(small.restPort());
          Socket second = connect(small.restPort())) {
        first.getOutputStream().write(request("Content-Length: 1000\r\n", " ".repeat(999)));
        await().until(() -> held.held() == 999);
        String headers = "Connection: close\r\nContent-Length: 1000\r\n";
        second.getOutputStream().write(request(headers, " ".repeat(999)));

        byte[] start = second.getInputStream().readNBytes("HTTP/1.1 429".length());
        assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 429");
      }

      await().until(() -> held.held() == 0);
      assertThat(new RestClient(small.restPort()).infer(TestModel.FARE_GOLDEN_REQUEST).statusCode())
          .isEqualTo(200);
      assertThat(held.held()).isZero();
    }
  }

  @Test
  void holdsGrpcMessagesThatStillArriveWithinTheSameBound() throws Exception {
    var held = new HeldBytes(60_000);
    try (var small = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1", held);
        var grpc = new GrpcClient(small.grpcPort())) {
      var rest = new RestClient(small.restPort());
      try (Socket waiting = connect(small.restPort())) {
        // It does not send its last byte, so that all but a little is held.
        waiting.getOutputStream().write(request("Content-Length: 50000\r\n", " ".repeat(49_999)));
        await().until(() -> held.held() == 49_999);

        var refused =
            catchThrowableOfType(
                StatusRuntimeException.class, () -> grpc.stub().modelInfer(large(30_000)));
        var compressed =
            catchThrowableOfType(
                StatusRuntimeException.class,
                () -> grpc.stub().withCompression("gzip").modelInfer(large(30_000)));

        for (StatusRuntimeException error : List.of(refused, compressed)) {
          assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
          assertThat(error.getStatus().getDescription())
              .isEqualTo(
                  "server: requests in memory take the 60000 bytes they may; try again later, or"
                      + " send fewer rows");
        }
        assertThat(grpc.stub().modelInfer(GrpcProtocolTest.typed().build()).getId())
            .as("a small one on the same connection")
            .isEqualTo("r-1");
        await().until(() -> held.held() == 49_999);
      }

      await().until(() -> held.held() == 0);
      assertThat(grpc.stub().modelInfer(large(30_000)).getId()).isEqualTo("r-1");
      assertThat(grpc.stub().withCompression("gzip").modelInfer(large(30_000)).getId())
          .isEqualTo("r-1");
      await().until(() -> held.held() == 0);
      assertThat(rest.get("/metrics").body())
          .contains(
              "sextant_server_requests_total{code=\"RESOURCE_EXHAUSTED\",protocol=\"grpc\"} 2.0")
          .contains("sextant_server_in_flight 0.0");
    }
  }

  @Test
  void givesBackWhatACancelledGrpcCallHeld() throws Exception {
    var held = new HeldBytes(100_000);
    try (var small = ModelServer.start(TestModel.fare(directory).config(1, 5), "127.0.0.1", held);
        var grpc = new GrpcClient(small.grpcPort());
        var gate = Gate.closing(small.inference())) {
      assertThat(gate).isNotNull();
      var late =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  grpc.stub()
                      .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                      .modelInfer(large(30_000)));

      assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      await().until(() -> held.held() == 0);
    }
  }

  /** A request that takes about so many bytes. */
  private static ModelInferRequest large(int bytes) {
    return GrpcProtocolTest.typed()
        .putParameters(
            "comment", InferParameter.newBuilder().setStringParam("x".repeat(bytes)).build())
        .build();
  }

  @Test
  void closesTheConnectionOfABodyWithoutEndOnceItHasSaidSo() throws IOException {
    try (Socket socket = connect(server.restPort())) {
      byte[] part = new byte[1 << 20];
      socket.getOutputStream().write(request("Content-Length: 1000000000\r\n", ""));
      for (int i = 0; i < 66; i++) {
        socket.getOutputStream().write(part);
      }

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 413")
          .containsIgnoringCase("connection: close")
          .contains("body: has more than 100000 bytes");
    }
  }

  @Test
  void survivesAnyBytesOnBothPorts() throws IOException {
    var random = new Random(7);
    for (int i = 0; i < 40; i++) {
      var bytes = new byte[1 + random.nextInt(500)];
      random.nextBytes(bytes);
      try (Socket socket = connect(i % 2 == 0 ? server.restPort() : server.grpcPort())) {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        drain(socket.getInputStream());
      } catch (IOException reset) {
        // To be cut off is a fair answer to noise.
        assertThat(reset).isNotNull();
      }
    }

    assertThat(client.infer(TestModel.FARE_GOLDEN_REQUEST).statusCode()).isEqualTo(200);
    try (var grpc = new GrpcClient(server.grpcPort())) {
      assertThat(grpc.stub().modelInfer(GrpcProtocolTest.typed().build()).getId()).isEqualTo("r-1");
    }
  }

  private static void drain(InputStream in) throws IOException {
    in.skip(Long.MAX_VALUE);
  }

  private static boolean metric(String line) {
    return client.get("/metrics").body().contains(line);
  }
}
