package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to ask wrongly, with the words of the answer. */
final class BadRequestsTest {
  private static final String DISTANCE = fp64("distance", "4");
  private static final String PASSENGERS = fp64("passengers", "2");
  private static final String ZONE = bytes("zone", "\"Midtown\"");
  private static final String PICKUP = bytes("pickup", "\"2026-03-01T09:30:00Z\"");
  private static final String SHARED = tensor("shared", "[1]", "BOOL", "[true]");

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

  private static String tensor(String name, String shape, String datatype, String data) {
    return """
    {"name": "%s", "shape": %s, "datatype": "%s", "data": %s}\
    """
        .formatted(name, shape, datatype, data);
  }

  private static String fp64(String name, String value) {
    return tensor(name, "[1]", "FP64", "[" + value + "]");
  }

  private static String bytes(String name, String value) {
    return tensor(name, "[1]", "BYTES", "[" + value + "]");
  }

  private static String inputs(String... tensors) {
    return "{\"inputs\": [" + String.join(", ", tensors) + "]}";
  }

  /** A request in which one tensor takes the place of the good one of its name. */
  private static String with(String name, String tensor) {
    List<String> tensors = new ArrayList<>(List.of(DISTANCE, PASSENGERS, ZONE, PICKUP, SHARED));
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i).contains("\"" + name + "\"")) {
        tensors.set(i, tensor);
      }
    }
    return inputs(tensors.toArray(String[]::new));
  }

  private static Stream<Arguments> badBodies() {
    return Stream.of(
        bad("", "body: is empty; send a JSON object with inputs"),
        bad("[]", "body: is an array; send a JSON object with inputs"),
        bad("7", "body: is a number; send a JSON object with inputs"),
        bad("{}", "inputs: is missing; send one tensor a column"),
        bad(
            "{\"inputs\": [}",
            "body: is not valid JSON at line 1, column 13: Unexpected close marker '}': expected"
                + " ']'; send a JSON object in UTF-8"),
        bad("{\"inputs\": []} {}", "body: goes on after the JSON object; send one object"),
        bad("{\"inputs\": 3}", "inputs: is a number; send an array of tensors"),
        bad("{\"inputs\": [3]}", "inputs[0]: is a number; send an object"),
        bad("{\"inputs\": [], \"inputs\": []}", "inputs: is given twice; send it once"),
        bad("{\"id\": 7, \"inputs\": []}", "id: is a number; send a string"),
        bad(
            "{\"parameters\": {\"a\": [1]}, \"inputs\": []}",
            "parameters['a']: is an array; send a string, a number or a truth value"),
        bad(
            inputs(),
            "inputs: 'distance' is not among them; send it too, with null where its value is"
                + " missing"),
        bad(
            inputs(DISTANCE, PASSENGERS, ZONE, SHARED),
            "inputs: 'pickup' is not among them; send it too, with null where its value is"
                + " missing"),
        bad(
            with("zone", bytes("zona", "\"Midtown\"")),
            "inputs[2].name: 'zona' is not an input of this model; it takes distance, passengers,"
                + " zone, pickup, shared"),
        bad(
            with("passengers", DISTANCE),
            "inputs[1].name: 'distance' is given twice; send it once"),
        bad(
            inputs("{\"shape\": [1], \"datatype\": \"FP64\", \"data\": [1]}"),
            "inputs[0].name: is missing; name the tensor"),
        bad(
            inputs("{\"name\": \"distance\", \"shape\": [1], \"data\": [1]}"),
            "inputs[0].datatype: is missing; send one such as FP64"),
        bad(
            inputs("{\"name\": \"distance\", \"datatype\": \"FP64\", \"data\": [1]}"),
            "inputs[0].shape: is missing; send the number of values, such as [1]"),
        bad(
            inputs("{\"name\": \"distance\", \"shape\": [1], \"datatype\": \"FP64\"}"),
            "inputs[0].data: is missing; send an array of values"),
        bad(
            inputs(tensor("distance", "[1]", "FP65", "[1]")),
            "inputs[0].datatype: 'FP65' is not a datatype; use one of BOOL, INT8, INT16, INT32,"
                + " INT64, UINT8, UINT16, UINT32, UINT64, FP32, FP64, BYTES"),
        bad(
            inputs(tensor("distance", "[1]", "FP16", "[1]")),
            "inputs[0].datatype: FP16 is not supported; send FP32"),
        bad(
            inputs(tensor("distance", "[2]", "FP64", "[1, 2, 3]")),
            "inputs[0].data: has 3 values, but shape [2] stands for another number; make them"
                + " agree"),
        bad(
            inputs(tensor("distance", "[-1]", "FP64", "[1]")),
            "inputs[0].shape[0]: -1 is negative; send the number of values"),
        bad(
            inputs(tensor("distance", "[1.5]", "FP64", "[1]")),
            "inputs[0].shape[0]: is no whole number; send a size"),
        bad(
            inputs(tensor("distance", "[1, 2]", "FP64", "[1, 2]")),
            "inputs[0].shape: [1, 2] is no column; send [rows] or [rows, 1]"),
        bad(
            inputs(tensor("distance", "[2, 1]", "FP64", "[[1], 2]")),
            "inputs[0].data[1]: is a value among arrays; nest all of them, or none"),
        bad(
            inputs(tensor("distance", "[2, 1]", "FP64", "[[1, 2]]")),
            "inputs[0].data: is not nested as shape [2, 1] says; nest it so, or send it flat"),
        bad(
            inputs(DISTANCE, tensor("passengers", "[2]", "FP64", "[1, 2]")),
            "inputs[1].shape: [2] has 2 rows, inputs[0] has 1; send the same number in every"
                + " tensor"),
        bad(
            inputs(tensor("distance", "[101]", "FP64", "[]")),
            "inputs[0].shape: [101] stands for more than 100 values, the most of one tensor; split"
                + " the request"),
        bad(
            with("distance", fp64("distance", "\"4\"")),
            "inputs[0].data[0]: is a string, FP64 takes numbers; send one, or null for a missing"
                + " value"),
        bad(
            with("distance", fp64("distance", "1e999")),
            "inputs[0].data[0]: is beyond the range of FP64; send a finite number"),
        bad(
            with("distance", fp64("distance", "NaN")),
            "inputs[0].data[0]: is NaN, which JSON does not have; send null for a missing value"),
        bad(
            with("distance", tensor("distance", "[1]", "FP32", "[1e39]")),
            "inputs[0].data[0]: is beyond the range of FP32; send a finite number"),
        bad(
            with("distance", tensor("distance", "[1]", "INT64", "[9007199254740993]")),
            "inputs[0].data[0]: 9007199254740993 is beyond 2^53 and not exact; send a smaller"
                + " number"),
        bad(
            with("distance", tensor("distance", "[1]", "INT32", "[2147483648]")),
            "inputs[0].data[0]: is beyond the range of INT32; send a smaller number"),
        bad(
            with("distance", tensor("distance", "[1]", "INT32", "[1.5]")),
            "inputs[0].data[0]: is 1.5, INT32 takes whole numbers; send FP64 for fractions"),
        bad(
            with("distance", bytes("distance", "\"4\"")),
            "inputs[0].datatype: BYTES does not fit column 'distance' of type Double; send FP64,"
                + " FP32 or an integer datatype"),
        bad(
            with("passengers", fp64("passengers", "1.5")),
            "inputs[1].data[0]: 1.5 has a fraction, column 'passengers' is Integer; send a whole"
                + " number"),
        bad(
            with("passengers", fp64("passengers", "1e17")),
            "inputs[1].data[0]: 1.0E17 is beyond 2^53 and not exact; send a smaller number"),
        bad(
            with("zone", fp64("zone", "4")),
            "inputs[2].datatype: FP64 does not fit column 'zone' of type String; send BYTES"),
        bad(
            with("zone", bytes("zone", "4")),
            "inputs[2].data[0]: is a number, BYTES takes strings; send one, or null for a missing"
                + " value"),
        bad(
            with("pickup", bytes("pickup", "\"yesterday\"")),
            "inputs[3].data[0]: 'yesterday' is no time stamp; send RFC 3339 such as"
                + " 2026-03-01T08:30:00Z"),
        bad(
            with("shared", tensor("shared", "[1]", "BOOL", "[1]")),
            "inputs[4].data[0]: is a number, BOOL takes true and false; send one, or null for a"
                + " missing value"),
        bad(
            with("shared", fp64("shared", "2")),
            "inputs[4].data[0]: is no truth value; send true or false (1 or 0 as a number)"),
        bad(
            TestModel.FARE_GOLDEN_REQUEST.replace(
                "{\"inputs\"", "{\"outputs\": [{\"name\": \"fare\"}], \"inputs\""),
            "outputs[0].name: 'fare' is not an output of this model; it gives prediction"),
        bad(
            TestModel.FARE_GOLDEN_REQUEST.replace(
                "{\"inputs\"",
                "{\"outputs\": [{\"name\": \"prediction\", \"parameters\": {\"binary_data\":"
                    + " \"yes\"}}], \"inputs\""),
            "outputs[0].parameters['binary_data']: 'yes' is no truth value; send true or false"),
        bad(
            "{\"x\": " + "[".repeat(100) + "]".repeat(100) + "}",
            "body: is refused: Document nesting depth (33) exceeds the maximum allowed (32)"));
  }

  private static Arguments bad(String body, String message) {
    return Arguments.of(body, message);
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void saysWhereWhatAndWhatToDo(String body, String message) {
    HttpResponse<String> response = client.infer(body);

    assertThat(errorOf(response)).isEqualTo(message);
    assertThat(response.statusCode()).isEqualTo(400);
  }

  private static String errorOf(HttpResponse<String> response) {
    return Json.tree(response.body()).get("error").asText();
  }

  private static Stream<Arguments> otherErrors() {
    return Stream.of(
        Arguments.of(
            "GET",
            "/v2/models/other",
            404,
            "model: 'other' is not served here; this server has 'fare'"),
        Arguments.of(
            "GET",
            "/v2/models/other/ready",
            404,
            "model: 'other' is not served here; this server has 'fare'"),
        Arguments.of(
            "POST",
            "/v2/models/other/infer",
            404,
            "model: 'other' is not served here; this server has 'fare'"),
        Arguments.of(
            "POST",
            "/v2/models/fare/versions/2/infer",
            404,
            "version: '2' of model 'fare' is not served here; this server has 'fare-1'"),
        Arguments.of(
            "GET",
            "/nothing",
            404,
            "path: is not known here; predictions are at POST /v2/models/fare/infer"),
        Arguments.of(
            "POST",
            "/v2/models/fare/generate",
            404,
            "path: is not known here; predictions are at POST /v2/models/fare/infer"),
        Arguments.of(
            "GET", "/v2/models/fare/infer", 405, "method: this path takes POST only; use it"),
        Arguments.of(
            "DELETE", "/v2/health/live", 405, "method: this path takes GET, HEAD only; use it"));
  }

  @ParameterizedTest
  @MethodSource("otherErrors")
  void tellsUnknownNamesAndMethods(String method, String path, int status, String message) {
    HttpResponse<String> response = client.send(method, path, method.equals("POST") ? "{}" : null);

    assertThat(errorOf(response)).isEqualTo(message);
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void namesTheMethodThatAPathTakes() {
    assertThat(client.get("/v2/models/fare/infer").headers().firstValue("allow")).hasValue("POST");
  }

  @Test
  void answersHeadLikeGetWithoutABody() {
    HttpResponse<String> response = client.send("HEAD", "/v2/health/ready", null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void refusesABodyBeyondTheLimitAndGoesOn() {
    HttpResponse<String> response = client.infer(" ".repeat(100_001));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(errorOf(response))
        .isEqualTo("body: has more than 100000 bytes, the most of one request; split it");
    assertThat(client.infer(TestModel.FARE_GOLDEN_REQUEST).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesMoreRowsThanTheLimitHoweverMuchTheShapeHides() {
    String body =
        inputs(
            "{\"name\": \"distance\", \"datatype\": \"FP64\", \"data\": ["
                + "1,".repeat(100)
                + "1], \"shape\": [1]}");

    assertThat(errorOf(client.infer(body)))
        .isEqualTo(
            "inputs[0].data: has more than 100 values, the most of one tensor; split the request");
  }

  @Test
  void refusesCompressedBodies() {
    HttpResponse<String> response =
        client.post("/v2/models/fare/infer", "{}", "Content-Encoding", "gzip");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(errorOf(response))
        .isEqualTo("header Content-Encoding: 'gzip' is not read here; send the body uncompressed");
  }

  private static Stream<Arguments> badLengths() {
    String header = "header Inference-Header-Content-Length: ";
    String noLength = " is no length; send the number of bytes of the JSON";
    return Stream.of(
        Arguments.of("3", header + "is 3, but the body has 2 bytes; send the length of its JSON"),
        Arguments.of(
            "0",
            header
                + "is 0, a body of bytes alone is not taken; send JSON that describes the tensors"),
        Arguments.of("x", header + "'x'" + noLength),
        Arguments.of("-1", header + "'-1'" + noLength),
        Arguments.of("2, 2", header + "'2, 2'" + noLength),
        Arguments.of("99999999999", header + "'99999999999'" + noLength),
        Arguments.of(
            "1",
            "body: is not valid JSON at line 1, column 2: Unexpected end-of-input: expected close"
                + " marker for Object; send a JSON object in UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("badLengths")
  void refusesALengthOfTheJsonThatCannotBe(String length, String message) {
    HttpResponse<String> response =
        client.post("/v2/models/fare/infer", "{}", "Inference-Header-Content-Length", length);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errorOf(response)).isEqualTo(message);
  }
}
