package dev.sextant.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RestCodecTest {
  private static final Limits LIMITS = new Limits(1_000, 3);

  private static InferRequest read(String json) throws ProtocolException {
    return RestCodec.readRequest(json.getBytes(StandardCharsets.UTF_8), LIMITS);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Test
  void readsEveryPartOfARequest() throws ProtocolException {
    InferRequest request =
        read(
            """
            {"id": "7", "parameters": {"a": 1, "b": 0.5, "c": "x", "d": true, "e": null},
             "inputs": [{"name": "n", "shape": [2], "datatype": "FP64", "data": [1, null],
                         "parameters": {"f": "y"}}],
             "outputs": [{"name": "p", "parameters": {"g": false}}]}
            """);

    assertThat(request.id()).isEqualTo("7");
    assertThat(request.parameters()).isEqualTo(Map.of("a", 1L, "b", 0.5, "c", "x", "d", true));
    assertThat(request.outputs())
        .containsExactly(new InferRequest.RequestedOutput("p", Map.of("g", false)));
    Tensor tensor = request.inputs().getFirst();
    assertThat(tensor.name()).isEqualTo("n");
    assertThat(tensor.shape()).containsExactly(2L);
    assertThat(tensor.values().isMissing(0)).isFalse();
    assertThat(tensor.values().isMissing(1)).isTrue();
  }

  @Test
  void readsDataThatComesBeforeItsDatatype() throws ProtocolException {
    InferRequest request =
        read(
            """
            {"inputs": [
              {"data": [[1, 2], [3, 4]], "datatype": "INT32", "shape": [2, 2], "name": "n"},
              {"data": ["\\u00fc]", null], "name": "t", "shape": [2], "datatype": "BYTES"}]}
            """);

    var whole = (Values.Integers) request.inputs().getFirst().values();
    var texts = (Values.Texts) request.inputs().getLast().values();
    assertThat(List.of(whole.at(0), whole.at(3))).containsExactly(1L, 4L);
    assertThat(texts.at(0)).isEqualTo("\u00fc]");
    assertThat(texts.isMissing(1)).isTrue();
  }

  @Test
  void roundsFp32AsItsBytesWould() throws ProtocolException {
    InferRequest request =
        read(
            """
            {"inputs": [{"name": "n", "shape": [1], "datatype": "FP32", "data": [0.1]}]}
            """);

    assertThat(((Values.Numbers) request.inputs().getFirst().values()).at(0))
        .isEqualTo((double) 0.1f);
  }

  private static Stream<Arguments> badBodies() {
    String start = "{\"inputs\": [{\"name\": \"n\", \"shape\": [1], \"datatype\": ";
    return Stream.of(
        Arguments.of(
            start + "\"FP64\", \"data\": [1], \"data\": [1]}]}",
            "inputs[0].data: is given" + " twice; send it once"),
        Arguments.of(
            start + "\"BOOL\", \"data\": [true], \"datatype\": \"FP64\"}]}",
            "inputs[0].datatype: is given twice; send it once"),
        Arguments.of(
            start + "\"UINT8\", \"data\": [256]}]}",
            "inputs[0].data[0]: is beyond the range of UINT8; send a smaller number"),
        Arguments.of(
            start + "\"UINT8\", \"data\": [-1]}]}",
            "inputs[0].data[0]: is beyond the range of UINT8; send a smaller number"),
        Arguments.of(
            start + "\"INT64\", \"data\": [9223372036854775808]}]}",
            "inputs[0].data[0]: is beyond the range of INT64; send a smaller number"),
        Arguments.of(
            start + "\"FP64\", \"data\": {\"0\": 1}}]}",
            "inputs[0].data: is an object; send an array of values"),
        Arguments.of(
            start + "\"FP64\", \"data\": [{}]}]}",
            "inputs[0].data[0]: is an object, FP64 takes numbers; send one, or null for a missing"
                + " value"),
        Arguments.of(
            start + "\"FP64\", \"data\": [[1], []]}]}",
            "inputs[0].data[1]: has another length than the arrays before; make them agree"),
        Arguments.of(
            start + "\"FP64\", \"data\": [1, [1]]}]}",
            "inputs[0].data[1]: is an array among values; nest all of them, or none"),
        Arguments.of(
            "{\"inputs\": [{\"name\": \"n\", \"shape\": [3000000000, 3000000000, 4],"
                + " \"datatype\": \"FP64\", \"data\": []}]}",
            "inputs[0].shape: [3000000000, 3000000000, 4] stands for more than 1000 values, the"
                + " most of one tensor; split the request"),
        Arguments.of(
            "{\"inputs\": [{\"name\": \"n\", \"shape\": [1,1,1,1,1,1,1,1,1]}]}",
            "inputs[0].shape: has more than 8 dimensions; send fewer"),
        Arguments.of(
            "{\"outputs\": [{\"name\": \"a\"}, {}], \"inputs\": []}",
            "outputs[1].name: is missing; name the output"),
        Arguments.of(
            "{\"outputs\": [{\"name\": \"a\"}, {\"name\": \"a\"}, {\"name\": \"a\"}, {\"name\":"
                + " \"a\"}], \"inputs\": []}",
            "outputs: has more than 3 entries; send fewer"));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void saysWhereWhatAndWhatToDo(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessage(message);
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    assertThatThrownBy(() ->
            RestCodec.readRequest(
                "{\"inputs\": [{\"data\": [1], \"datatype\": \"FP64\", \"name\": \"n\", \"shape\": [1]}]}"
                    .getBytes(StandardCharsets.UTF_16BE),
                LIMITS))
        .hasMessage("body: is not UTF-8; send JSON in UTF-8");
  }

  @Test
  void writesAnAnswerThatItReads() throws ProtocolException {
    var response =
        new InferResponse(
            "m",
            "v",
            "i",
            Map.of("a", 1L),
            List.of(
                Tensor.fp64("p", 0.1, Double.NaN),
                Tensor.bytes("l", "\u00fc\"", null),
                Tensor.int64("k", 7)));

    byte[] json = RestCodec.writeResponse(response);

    assertThat(text(json))
        .isEqualTo(
            "{\"model_name\":\"m\",\"model_version\":\"v\",\"id\":\"i\",\"parameters\":{\"a\":1},"
                + "\"outputs\":[{\"name\":\"p\",\"datatype\":\"FP64\",\"shape\":[2],"
                + "\"data\":[0.1,null]},{\"name\":\"l\",\"datatype\":\"BYTES\",\"shape\":[2],"
                + "\"data\":[\"\u00fc\\\"\",null]},{\"name\":\"k\",\"datatype\":\"INT64\","
                + "\"shape\":[1],\"data\":[7]}]}");
    assertThat(text(RestCodec.writeResponse(RestCodec.readResponse(json, LIMITS))))
        .isEqualTo(text(json));
  }

  @Test
  void writesErrorsAndStates() {
    assertThat(text(RestCodec.writeError("a \"b\""))).isEqualTo("{\"error\":\"a \\\"b\\\"\"}");
    assertThat(text(RestCodec.writeLive(true))).isEqualTo("{\"live\":true}");
    assertThat(text(RestCodec.writeReady(false))).isEqualTo("{\"ready\":false}");
    assertThat(text(RestCodec.writeModelReady("m", true)))
        .isEqualTo("{\"name\":\"m\",\"ready\":true}");
    assertThat(text(RestCodec.writeModels(List.of("a", "b"))))
        .isEqualTo("{\"models\":[\"a\",\"b\"]}");
  }
}
