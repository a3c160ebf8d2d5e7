package dev.sextant.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.protocol.InferRequest.RequestedOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors whose values follow the JSON. */
final class BinaryDataTest {
  private static final Limits LIMITS = new Limits(1_000, 3);

  /** A body of JSON, with the quotes left out for reading, and the bytes after it. */
  private static InferRequest read(String json, int... bytes) throws ProtocolException {
    byte[] head = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    var body = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, body, 0, head.length);
    for (int i = 0; i < bytes.length; i++) {
      body[head.length + i] = (byte) bytes[i];
    }
    return RestCodec.readRequest(body, head.length, LIMITS);
  }

  private static String tensor(String name, String datatype, int rows, Object size) {
    return "{'name': '%s', 'shape': [%d], 'datatype': '%s', 'parameters': {'binary_data_size': %s}}"
        .formatted(name, rows, datatype, size);
  }

  private static String inputs(String... tensors) {
    return "{'inputs': [" + String.join(", ", tensors) + "]}";
  }

  @Test
  void takesTheBytesInTheOrderOfTheTensorsThatHaveSome() throws ProtocolException {
    InferRequest request =
        read(
            inputs(
                tensor("a", "INT16", 2, 4),
                "{'name': 'b', 'shape': [1], 'datatype': 'INT8', 'data': [9]}",
                tensor("c", "BYTES", 2, 10)),
            0x01,
            0x00,
            0xff,
            0xff,
            2,
            0,
            0,
            0,
            'h',
            'i',
            0,
            0,
            0,
            0);

    var first = (Values.Integers) request.inputs().getFirst().values();
    var second = (Values.Integers) request.inputs().get(1).values();
    var third = (Values.Texts) request.inputs().getLast().values();
    assertThat(List.of(first.at(0), first.at(1), second.at(0))).containsExactly(1L, -1L, 9L);
    assertThat(List.of(String.valueOf(third.at(0)), String.valueOf(third.at(1))))
        .containsExactly("hi", "");
  }

  private static Stream<Arguments> badBodies() {
    return Stream.of(
        bad(
            inputs(tensor("a", "INT16", 2, 4)),
            3,
            "inputs[0].parameters['binary_data_size']: is 4, but 3 bytes are left after the JSON"
                + " and the tensors before; make them agree"),
        bad(
            inputs(tensor("a", "INT8", 2, 2), tensor("b", "INT8", 2, 2)),
            3,
            "inputs[1].parameters['binary_data_size']: is 2, but 1 bytes are left after the JSON"
                + " and the tensors before; make them agree"),
        bad(
            inputs(tensor("a", "INT8", 2, -2)),
            2,
            "inputs[0].parameters['binary_data_size']: is -2, but 2 bytes are left after the JSON"
                + " and the tensors before; make them agree"),
        bad(
            inputs(tensor("a", "INT8", 2, Long.MAX_VALUE)),
            2,
            "inputs[0].parameters['binary_data_size']: is 9223372036854775807, but 2 bytes are left"
                + " after the JSON and the tensors before; make them agree"),
        bad(
            inputs(tensor("a", "INT8", 2, "'2'")),
            2,
            "inputs[0].parameters['binary_data_size']: is no whole number; send the number of"
                + " bytes"),
        bad(
            inputs(tensor("a", "INT8", 2, "2.0")),
            2,
            "inputs[0].parameters['binary_data_size']: is no whole number; send the number of"
                + " bytes"),
        bad(
            inputs(tensor("a", "INT16", 2, 2)),
            2,
            "inputs[0].binary_data: has 2 bytes, but 2 values of INT16 take 4; make them agree"),
        bad(
            inputs(tensor("a", "INT8", 2, 2)),
            5,
            "body: has 5 bytes after its JSON, but the tensors' binary_data_size take 2; make them"
                + " agree"),
        bad(
            inputs("{'name': 'a', 'shape': [1], 'datatype': 'INT8', 'data': [1]}"),
            1,
            "body: has 1 bytes after its JSON, but the tensors' binary_data_size take 0; make them"
                + " agree"),
        bad(
            inputs(
                "{'name': 'a', 'shape': [1], 'datatype': 'INT8', 'data': [1],"
                    + " 'parameters': {'binary_data_size': 1}}"),
            1,
            "inputs[0].data: is given beside binary_data_size; send one of them"),
        bad(
            inputs(tensor("a", "BYTES", 1, 3)),
            3,
            "inputs[0].binary_data: ends within an element; send each with its length before it in"
                + " 4 bytes, little-endian"),
        bad(
            inputs(tensor("a", "BOOL", 1, 1)),
            1,
            "inputs[0].binary_data[0]: is no truth value; send the byte 0 or 1"),
        bad(
            inputs(tensor("a", "INT8", 1_001, 1_001)),
            1_001,
            "inputs[0].shape: [1001] stands for more than 1000 values, the most of one tensor;"
                + " split the request"));
  }

  private static Arguments bad(String json, int bytes, String message) {
    var tail = new int[bytes];
    java.util.Arrays.fill(tail, 7);
    return Arguments.of(json, tail, message);
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void saysWhichSizeDoesNotFit(String json, int[] bytes, String message) {
    assertThatThrownBy(() -> read(json, bytes))
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessage(message);
  }

  @Test
  void knowsWhichOutputsAreWantedAsBytes() throws ProtocolException {
    var outputs =
        List.of(
            new RequestedOutput("yes", Map.of("binary_data", true)),
            new RequestedOutput("no", Map.of("binary_data", false)),
            new RequestedOutput("open", Map.of()));
    var some = BinaryData.outputs(new InferRequest(null, Map.of(), List.of(), outputs));
    var all =
        BinaryData.outputs(
            new InferRequest(null, Map.of("binary_data_output", true), List.of(), outputs));

    assertThat(Stream.of("yes", "no", "open", "other").filter(some)).containsExactly("yes");
    assertThat(Stream.of("yes", "no", "open", "other").filter(all))
        .containsExactly("yes", "open", "other");
    assertThatThrownBy(() ->
            BinaryData.outputs(
                new InferRequest(null, Map.of("binary_data_output", 1L), List.of(), List.of())))
        .hasMessage("parameters['binary_data_output']: '1' is no truth value; send true or false");
  }

  @Test
  void marksATensorWithoutRowsAsBytesToo() throws ProtocolException {
    var answer = new InferResponse("m", null, null, Map.of(), List.of(Tensor.fp64("p")));

    RestBody body = RestCodec.writeResponse(answer, name -> true);

    assertThat(body.binary()).isTrue();
    assertThat(body.jsonLength()).isEqualTo(body.bytes().length);
    assertThat(new String(body.bytes(), StandardCharsets.UTF_8))
        .contains("\"parameters\":{\"binary_data_size\":0}");
    assertThat(
            RestCodec.readResponse(body.bytes(), body.jsonLength(), LIMITS)
                .outputs()
                .getFirst()
                .values()
                .size())
        .isZero();
  }
}
