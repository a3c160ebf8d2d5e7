package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import dev.sextant.protocol.BinaryData;
import dev.sextant.protocol.InferRequest;
import dev.sextant.protocol.InferRequest.RequestedOutput;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestBody;
import dev.sextant.protocol.RestCodec;
import dev.sextant.protocol.Tensor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors as bytes after the JSON, as clients made for other servers send them by default. */
final class BinaryTensorsTest {
  @TempDir static Path directory;
  private static ModelServer server;
  private static RestClient client;

  @BeforeAll
  static void start() throws IOException {
    server = ModelServer.start(TestModel.churn(directory).config(), "127.0.0.1");
    client = new RestClient(server.restPort());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static InferRequest request(Map<String, Object> parameters, RequestedOutput... outputs) {
    return new InferRequest(
        "1", parameters, List.of(Tensor.fp64("x", 0, Double.NaN, -1)), List.of(outputs));
  }

  private static HttpResponse<byte[]> infer(InferRequest request) {
    return client.infer(RestCodec.writeRequest(request, name -> true));
  }

  private static RequestedOutput output(String name, boolean binary) {
    return new RequestedOutput(name, Map.of("binary_data", binary));
  }

  @Test
  void saysThatItTakesThem() {
    assertThat(Json.tree(client.get("/v2").body()).get("extensions").toString())
        .isEqualTo("[\"binary_tensor_data\"]");
  }

  @Test
  void answersInBytesWhenAllIsToBeBinary() {
    HttpResponse<byte[]> response = infer(request(Map.of("binary_data_output", true)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/octet-stream");
    int jsonLength =
        Integer.parseInt(response.headers().firstValue(BinaryData.HEADER).orElseThrow());
    var json = Json.tree(new String(response.body(), 0, jsonLength, StandardCharsets.UTF_8));
    assertThat(json.get("id").asText()).isEqualTo("1");
    assertThat(json.get("outputs").toString())
        .isEqualTo(
            """
            [{"name":"probability","datatype":"FP64","shape":[3],\
            "parameters":{"binary_data_size":24}},\
            {"name":"label","datatype":"BYTES","shape":[3],\
            "parameters":{"binary_data_size":26}}]\
            """);
    ByteBuffer bytes =
        ByteBuffer.wrap(response.body(), jsonLength, response.body().length - jsonLength)
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getDouble()).isEqualTo(0.5);
    bytes.getDouble();
    assertThat(bytes.getDouble()).isBetween(0.26, 0.27);
    assertThat(bytes.getInt()).isEqualTo("leave".length());
    assertThat(bytes.get()).isEqualTo((byte) 'l');
  }

  @Test
  void letsEachOutputChooseForItself() throws ProtocolException {
    HttpResponse<byte[]> response =
        infer(
            request(
                Map.of("binary_data_output", true),
                output("label", false),
                new RequestedOutput("probability", Map.of())));

    int jsonLength =
        Integer.parseInt(response.headers().firstValue(BinaryData.HEADER).orElseThrow());
    assertThat(response.body().length - jsonLength).isEqualTo(24);
    var answer = RestCodec.readResponse(response.body(), jsonLength, server.predictor().limits());
    assertThat(answer.outputs()).extracting(Tensor::name).containsExactly("label", "probability");
  }

  @Test
  void answersInJsonUnlessAskedOtherwise() {
    for (InferRequest request :
        List.of(request(Map.of()), request(Map.of(), output("probability", false)))) {
      HttpResponse<byte[]> response = infer(request);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(response.headers().firstValue(BinaryData.HEADER)).isEmpty();
      assertThat(Json.tree(new String(response.body(), StandardCharsets.UTF_8)).has("outputs"))
          .isTrue();
    }
  }

  @Test
  void saysInJsonWhatIsWrongWithTheBytes() {
    RestBody body = RestCodec.writeRequest(request(Map.of()), name -> true);
    String json = new String(body.bytes(), 0, body.jsonLength(), StandardCharsets.UTF_8);
    String wrong = json.replace("\"binary_data_size\":24", "\"binary_data_size\":16");

    HttpResponse<String> response =
        client.post(
            "/v2/models/fare/infer",
            wrong + "x".repeat(16),
            BinaryData.HEADER,
            Integer.toString(wrong.length()));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue(BinaryData.HEADER)).isEmpty();
    assertThat(Json.tree(response.body()).get("error").asText())
        .isEqualTo(
            "inputs[0].binary_data: has 16 bytes, but 3 values of FP64 take 24; make them agree");
  }
}
