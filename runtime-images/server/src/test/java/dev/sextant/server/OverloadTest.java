package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sextant.contracts.Json;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More requests than the server keeps up with. */
final class OverloadTest {
  @TempDir Path directory;

  @Test
  void refusesWhatTheQueueDoesNotHoldAndAnswersTheRest() throws Exception {
    try (var server = ModelServer.start(TestModel.fare(directory).config(1, 1), "127.0.0.1");
        var grpc = new GrpcClient(server.grpcPort())) {
      var client = new RestClient(server.restPort());
      CompletableFuture<HttpResponse<String>> waiting;

      try (var gate = Gate.closing(server.inference())) {
        waiting =
            CompletableFuture.supplyAsync(
                () -> client.infer(TestModel.FARE_GOLDEN_REQUEST), Thread::startVirtualThread);
        await().until(() -> server.inference().queued() == 1);

        HttpResponse<String> refused = client.infer(TestModel.FARE_GOLDEN_REQUEST);
        var refusedCall =
            catchThrowableOfType(
                StatusRuntimeException.class,
                () -> grpc.stub().modelInfer(GrpcProtocolTest.typed().build()));

        assertThat(gate).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
        assertThat(Json.tree(refused.body()).get("error").asText())
            .isEqualTo("server: 1 requests wait already; try again later, or send fewer at once");
        assertThat(refusedCall.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(client.get("/metrics").body())
            .contains("sextant_server_queued 1.0")
            .contains("sextant_server_in_flight 1.0");
      }

      assertThat(waiting.get().statusCode()).isEqualTo(200);
      assertThat(client.get("/metrics").body())
          .contains("sextant_server_requests_total{code=\"200\",protocol=\"rest\"} 1.0")
          .contains("sextant_server_requests_total{code=\"429\",protocol=\"rest\"} 1.0")
          .contains(
              "sextant_server_requests_total{code=\"RESOURCE_EXHAUSTED\",protocol=\"grpc\"} 1.0")
          .contains("sextant_server_request_seconds_bucket{protocol=\"rest\",le=\"+Inf\"} 2")
          .contains("sextant_server_rows_total 2.0")
          .contains("sextant_server_in_flight 0.0")
          .contains("sextant_server_golden_cases 1.0")
          .contains("sextant_server_ready 1.0")
          .containsPattern(
              "sextant_server_model_info\\{digest=\"sha256:[0-9a-f]+\",model=\"fare\","
                  + "version=\"fare-1\"} 1")
          .containsPattern("sextant_server_load_seconds \\d");
    }
  }

  @Test
  void forgetsACallWhoseDeadlineIsOver() throws Exception {
    try (var server = ModelServer.start(TestModel.fare(directory).config(1, 5), "127.0.0.1");
        var grpc = new GrpcClient(server.grpcPort())) {
      var client = new RestClient(server.restPort());
      try (var gate = Gate.closing(server.inference())) {
        var late =
            catchThrowableOfType(
                StatusRuntimeException.class,
                () ->
                    grpc.stub()
                        .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                        .modelInfer(GrpcProtocolTest.typed().build()));

        assertThat(gate).isNotNull();
        assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        await().until(() -> client.get("/metrics").body().contains("in_flight 0.0"));
      }

      // What was computed for nobody has not been computed at all.
      assertThat(client.infer(TestModel.FARE_GOLDEN_REQUEST).statusCode()).isEqualTo(200);
      assertThat(client.get("/metrics").body()).contains("sextant_server_rows_total 2.0");
    }
  }

  @Test
  void holdsNothingBackWithoutAQueue() throws Exception {
    try (var server = ModelServer.start(TestModel.fare(directory).config(1, 0), "127.0.0.1")) {
      var client = new RestClient(server.restPort());
      try (var gate = Gate.closing(server.inference())) {
        assertThat(gate).isNotNull();
        assertThat(client.infer(TestModel.FARE_GOLDEN_REQUEST).statusCode()).isEqualTo(429);
      }

      await().until(() -> client.infer(TestModel.FARE_GOLDEN_REQUEST).statusCode() == 200);
    }
  }
}
