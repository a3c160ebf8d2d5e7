package dev.sextant.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sextant.protocol.grpc.InferParameter;
import dev.sextant.protocol.grpc.InferTensorContents;
import dev.sextant.protocol.grpc.ModelInferRequest;
import dev.sextant.protocol.grpc.ModelInferRequest.InferInputTensor;
import io.grpc.Status;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GrpcCodecTest {
  private static final Limits LIMITS = new Limits(3, 2);

  private static InferInputTensor.Builder tensor(String datatype, long... shape) {
    var tensor = InferInputTensor.newBuilder().setName("n").setDatatype(datatype);
    for (long size : shape) {
      tensor.addShape(size);
    }
    return tensor;
  }

  private static ModelInferRequest.Builder raw(InferInputTensor.Builder tensor, int... bytes) {
    var content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return ModelInferRequest.newBuilder()
        .addInputs(tensor)
        .addRawInputContents(ByteString.copyFrom(content));
  }

  private static ModelInferRequest.Builder typed(
      InferInputTensor.Builder tensor, InferTensorContents.Builder contents) {
    return ModelInferRequest.newBuilder().addInputs(tensor.setContents(contents));
  }

  private static Stream<Arguments> bad() {
    var contents = InferTensorContents.newBuilder();
    return Stream.of(
        Arguments.of(
            raw(tensor("FP64", 1), 1, 2),
            "raw_input_contents[0]: has 2 bytes, but 1 values of FP64 take 8; make them agree"),
        Arguments.of(
            raw(tensor("BYTES", 1), 5, 0, 0, 0, 'a'),
            "raw_input_contents[0]: ends within an element; send each with its length before it in"
                + " 4 bytes, little-endian"),
        Arguments.of(
            raw(tensor("BYTES", 1), 255, 255, 255, 255, 'a'),
            "raw_input_contents[0]: ends within an element; send each with its length before it in"
                + " 4 bytes, little-endian"),
        Arguments.of(
            raw(tensor("BYTES", 1), 1, 0, 0, 0, 'a', 'b'),
            "raw_input_contents[0]: has 1 bytes too many; send what the shape says"),
        Arguments.of(
            raw(tensor("BYTES", 1), 1, 0, 0, 0, 255),
            "raw_input_contents[0][0]: is not UTF-8; send text in UTF-8"),
        Arguments.of(
            raw(tensor("BOOL", 1), 2),
            "raw_input_contents[0][0]: is no truth value; send the byte 0 or 1"),
        Arguments.of(
            raw(tensor("UINT64", 1), 255, 255, 255, 255, 255, 255, 255, 255),
            "raw_input_contents[0][0]: is beyond the range of UINT64 that is accepted; send a"
                + " smaller number"),
        Arguments.of(
            raw(tensor("INT8", 1).setContents(contents.clone().addIntContents(1)), 1),
            "inputs[0].contents: is set beside raw_input_contents; send one of them"),
        Arguments.of(
            typed(tensor("INT8", 1), contents.clone().addIntContents(128)),
            "inputs[0].contents.int_contents[0]: is beyond the range of INT8; send a smaller"
                + " number"),
        Arguments.of(
            typed(tensor("FP64", 2), contents.clone().addFp64Contents(1)),
            "inputs[0].contents: has 1 value, but shape [2] stands for another number; make them"
                + " agree"),
        Arguments.of(
            typed(tensor("FP64", 4), contents.clone()),
            "inputs[0].shape: [4] stands for more than 3 values, the most of one tensor; split the"
                + " request"),
        Arguments.of(
            typed(tensor("FP64"), contents.clone()),
            "inputs[0].shape: is missing; send the number of values, such as [1]"),
        Arguments.of(
            typed(tensor("", 1), contents.clone()),
            "inputs[0].datatype: is missing; send one such as FP64"),
        Arguments.of(
            typed(tensor("FP64", 1).setName(""), contents.clone()),
            "inputs[0].name: is missing; name the tensor"),
        Arguments.of(
            ModelInferRequest.newBuilder()
                .addInputs(tensor("FP64", 0))
                .addInputs(tensor("FP64", 0))
                .addInputs(tensor("FP64", 0)),
            "inputs: has more than 2 entries; send fewer"),
        Arguments.of(
            ModelInferRequest.newBuilder().putParameters("a", InferParameter.getDefaultInstance()),
            "parameters['a']: has no value; set one"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void saysWhereWhatAndWhatToDo(ModelInferRequest.Builder request, String message) {
    assertThatThrownBy(() -> GrpcCodec.readRequest(request.build(), LIMITS))
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessage(message);
  }

  @Test
  void readsUnsignedNumbersAsTheyAreMeant() throws ProtocolException {
    var request =
        typed(tensor("UINT32", 1), InferTensorContents.newBuilder().addUintContents(-1)).build();

    var values =
        (Values.Integers) GrpcCodec.readRequest(request, LIMITS).inputs().getFirst().values();

    assertThat(values.at(0)).isEqualTo(4_294_967_295L);
  }

  @Test
  void tellsAnErrorWithItsCodeAndItsWords() {
    var status = GrpcCodec.status(new ProtocolException(ErrorKind.OVERLOADED, "later")).getStatus();

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).isEqualTo("later");
  }

  @Test
  void hasTheMessageOfTheStandardDownToItsFieldNumbers() throws Exception {
    // model_name=1, id=3, inputs=5{name=1, datatype=2, shape=3, contents=5{fp64=7}}
    byte[] bytes = {
      0x0A,
      1,
      'm',
      0x1A,
      1,
      'i',
      0x2A,
      24,
      0x0A,
      1,
      'n',
      0x12,
      4,
      'F',
      'P',
      '6',
      '4',
      0x1A,
      1,
      1,
      0x2A,
      10,
      0x3A,
      8,
      0,
      0,
      0,
      0,
      0,
      0,
      (byte) 0xF0,
      0x3F
    };

    var request = ModelInferRequest.parseFrom(bytes);
    var read = GrpcCodec.readRequest(request, LIMITS);

    assertThat(request.getModelName()).isEqualTo("m");
    assertThat(read.id()).isEqualTo("i");
    assertThat(((Values.Numbers) read.inputs().getFirst().values()).at(0)).isEqualTo(1.0);
  }
}
