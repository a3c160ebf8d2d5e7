package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST form of the protocol, through a real socket. */
final class RestProtocolTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/"})
  void tellsWhatTheServerIs(String path) {
    HttpResponse<String> response = client.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    JsonNode body = Json.tree(response.body());
    assertThat(body.get("name").asText()).isEqualTo("sextant");
    assertThat(body.get("version").isTextual()).isTrue();
    assertThat(body.get("extensions").isArray()).isTrue();
  }

  @Test
  void isLiveAndReady() {
    assertThat(client.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
    assertThat(client.get("/v2/health/ready").body()).isEqualTo("{\"ready\":true}");
    assertThat(client.get("/v2/models/fare/ready").body())
        .isEqualTo("{\"name\":\"fare\",\"ready\":true}");
    assertThat(client.get("/v2/models/fare/versions/fare-1/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void listsItsOneModel() {
    assertThat(client.get("/v2/models").body()).isEqualTo("{\"models\":[\"fare\"]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/fare", "/v2/models/fare/versions/fare-1"})
  void describesTheModel(String path) {
    JsonNode body = Json.tree(client.get(path).body());

    assertThat(body.get("name").asText()).isEqualTo("fare");
    assertThat(body.get("versions").get(0).asText()).isEqualTo("fare-1");
    assertThat(body.get("platform").asText()).isEqualTo("onnxruntime_onnx");
    assertThat(tensors(body.get("inputs")))
        .containsExactly(
            "distance FP64 [-1]",
            "passengers FP64 [-1]",
            "zone BYTES [-1]",
            "pickup BYTES [-1]",
            "shared BOOL [-1]");
    assertThat(tensors(body.get("outputs"))).containsExactly("prediction FP64 [-1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/fare/infer", "/v2/models/fare/versions/fare-1/infer"})
  void predicts(String path) {
    HttpResponse<String> response = client.post(path, TestModel.FARE_GOLDEN_REQUEST);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = Json.tree(response.body());
    assertThat(body.get("model_name").asText()).isEqualTo("fare");
    assertThat(body.get("model_version").asText()).isEqualTo("fare-1");
    assertThat(body.has("id")).isFalse();
    JsonNode output = body.get("outputs").get(0);
    assertThat(output.get("name").asText()).isEqualTo("prediction");
    assertThat(output.get("datatype").asText()).isEqualTo("FP64");
    assertThat(output.get("shape").toString()).isEqualTo("[2]");
    assertThat(output.get("data").get(0).asDouble()).isEqualTo(11.4, within(1e-9));
    assertThat(output.get("data").get(1).asDouble()).isEqualTo(2.0, within(1e-9));
  }

  private static List<String> tensors(JsonNode tensors) {
    return StreamSupport.stream(tensors.spliterator(), false)
        .map(t ->
            "%s %s %s"
                .formatted(t.get("name").asText(), t.get("datatype").asText(), t.get("shape")))
        .toList();
  }
}
