package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.sextant.protocol.grpc.InferTensorContents;
import dev.sextant.protocol.grpc.ModelInferRequest;
import dev.sextant.protocol.grpc.ModelInferRequest.InferInputTensor;
import dev.sextant.protocol.grpc.ModelInferResponse;
import dev.sextant.protocol.grpc.ModelMetadataRequest;
import dev.sextant.protocol.grpc.ModelReadyRequest;
import dev.sextant.protocol.grpc.ServerLiveRequest;
import dev.sextant.protocol.grpc.ServerMetadataRequest;
import dev.sextant.protocol.grpc.ServerReadyRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gRPC form of the protocol, through a real socket. */
final class GrpcProtocolTest {
  @TempDir static Path directory;
  private static ModelServer server;
  private static GrpcClient client;

  @BeforeAll
  static void start() throws IOException {
    server = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1");
    client = new GrpcClient(server.grpcPort());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  static ModelInferRequest.Builder typed() {
    return ModelInferRequest.newBuilder()
        .setModelName("fare")
        .setId("r-1")
        .addInputs(
            input("distance", "FP64")
                .setContents(InferTensorContents.newBuilder().addFp64Contents(4)))
        .addInputs(
            input("passengers", "INT64")
                .setContents(InferTensorContents.newBuilder().addInt64Contents(2)))
        .addInputs(
            input("zone", "BYTES")
                .setContents(
                    InferTensorContents.newBuilder()
                        .addBytesContents(ByteString.copyFromUtf8("Midtown"))))
        .addInputs(
            input("pickup", "BYTES")
                .setContents(
                    InferTensorContents.newBuilder()
                        .addBytesContents(ByteString.copyFromUtf8("2026-03-01T09:30:00Z"))))
        .addInputs(
            input("shared", "BOOL")
                .setContents(InferTensorContents.newBuilder().addBoolContents(true)));
  }

  private static InferInputTensor.Builder input(String name, String datatype) {
    return InferInputTensor.newBuilder().setName(name).setDatatype(datatype).addShape(1);
  }

  @Test
  void isLiveAndReady() {
    assertThat(client.stub().serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    assertThat(client.stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
        .isTrue();
    assertThat(
            client
                .stub()
                .modelReady(
                    ModelReadyRequest.newBuilder().setName("fare").setVersion("fare-1").build())
                .getReady())
        .isTrue();
  }

  @Test
  void describesServerAndModel() {
    var metadata = client.stub().serverMetadata(ServerMetadataRequest.getDefaultInstance());
    var model =
        client.stub().modelMetadata(ModelMetadataRequest.newBuilder().setName("fare").build());

    assertThat(metadata.getName()).isEqualTo("sextant");
    assertThat(model.getName()).isEqualTo("fare");
    assertThat(model.getVersionsList()).containsExactly("fare-1");
    assertThat(model.getInputs(2).getName()).isEqualTo("zone");
    assertThat(model.getInputs(2).getDatatype()).isEqualTo("BYTES");
    assertThat(model.getInputs(2).getShapeList()).containsExactly(-1L);
    assertThat(model.getOutputs(0).getName()).isEqualTo("prediction");
  }

  @Test
  void readsACompressedRequest() {
    assertThat(client.stub().withCompression("gzip").modelInfer(typed().build()))
        .isEqualTo(client.stub().modelInfer(typed().build()));
  }

  @Test
  void answersTypedTensorsWithTypedTensors() {
    ModelInferResponse response = client.stub().modelInfer(typed().build());

    assertThat(response.getModelName()).isEqualTo("fare");
    assertThat(response.getModelVersion()).isEqualTo("fare-1");
    assertThat(response.getId()).isEqualTo("r-1");
    assertThat(response.getOutputs(0).getShapeList()).containsExactly(1L);
    assertThat(response.getOutputs(0).getContents().getFp64Contents(0))
        .isEqualTo(11.4, within(1e-9));
    assertThat(response.getRawOutputContentsList()).isEmpty();
  }

  @Test
  void answersRawTensorsWithRawTensors() {
    var request = ModelInferRequest.newBuilder().setModelName("fare");
    request.addInputs(input("distance", "FP32")).addRawInputContents(fp32(4f));
    request.addInputs(input("passengers", "UINT8")).addRawInputContents(bytes(2));
    request.addInputs(input("zone", "BYTES")).addRawInputContents(text("Midtown"));
    request.addInputs(input("pickup", "BYTES")).addRawInputContents(text("2026-03-01T09:30:00Z"));
    request.addInputs(input("shared", "BOOL")).addRawInputContents(bytes(1));

    ModelInferResponse response = client.stub().modelInfer(request.build());

    assertThat(response.getOutputs(0).hasContents()).isFalse();
    assertThat(
            response
                .getRawOutputContents(0)
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getDouble())
        .isEqualTo(11.4, within(1e-9));
  }

  @Test
  void takesNanAndEmptyTextAsMissing() {
    var request = typed();
    request.getInputsBuilder(0).getContentsBuilder().setFp64Contents(0, Double.NaN);
    request.getInputsBuilder(2).getContentsBuilder().setBytesContents(0, ByteString.EMPTY);
    request.getInputsBuilder(3).getContentsBuilder().setBytesContents(0, ByteString.EMPTY);

    ModelInferResponse response = client.stub().modelInfer(request.build());

    // Passengers 2 and shared are what is left.
    assertThat(response.getOutputs(0).getContents().getFp64Contents(0))
        .isEqualTo(2.0, within(1e-9));
  }

  @Test
  void refusesWithTheCodeAndTheWordsOfRest() {
    assertRefused(
        typed().setModelName("other"),
        Status.Code.NOT_FOUND,
        "model: 'other' is not served here; this server has 'fare'");
    assertRefused(
        typed().setModelVersion("2"),
        Status.Code.NOT_FOUND,
        "version: '2' of model 'fare' is not served here; this server has 'fare-1'");
    assertRefused(
        typed().removeInputs(4),
        Status.Code.INVALID_ARGUMENT,
        "inputs: 'shared' is not among them; send it too, with null where its value is missing");
    assertRefused(
        typed().addRawInputContents(bytes(1)),
        Status.Code.INVALID_ARGUMENT,
        "raw_input_contents: has 1 entries for 5 inputs; send one for each, in order");
    assertRefused(
        typed()
            .setInputs(
                0,
                input("distance", "FP64")
                    .setContents(InferTensorContents.newBuilder().addFp32Contents(4))),
        Status.Code.INVALID_ARGUMENT,
        "inputs[0].contents.fp32_contents: does not belong to datatype FP64; send fp64_contents");
    assertRefused(
        typed()
            .setInputs(
                0,
                input("distance", "FP64")
                    .setContents(
                        InferTensorContents.newBuilder()
                            .addFp64Contents(Double.NEGATIVE_INFINITY))),
        Status.Code.INVALID_ARGUMENT,
        "inputs[0].data[0]: is infinite; send a finite number, or a missing value");
    assertRefused(
        typed()
            .setInputs(
                2,
                input("zone", "BYTES")
                    .setContents(
                        InferTensorContents.newBuilder()
                            .addBytesContents(ByteString.copyFrom(new byte[] {(byte) 0xFF})))),
        Status.Code.INVALID_ARGUMENT,
        "inputs[2].contents.bytes_contents[0]: is not UTF-8; send text in UTF-8");
  }

  private static void assertRefused(
      ModelInferRequest.Builder request, Status.Code code, String message) {
    var refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> client.stub().modelInfer(request.build()));

    assertThat(refused.getStatus().getDescription()).isEqualTo(message);
    assertThat(refused.getStatus().getCode()).isEqualTo(code);
  }

  private static ByteString bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }

  private static ByteString fp32(float value) {
    ByteBuffer buffer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    return ByteString.copyFrom(buffer.putFloat(value).flip());
  }

  private static ByteString text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(4 + encoded.length).order(ByteOrder.LITTLE_ENDIAN);
    return ByteString.copyFrom(buffer.putInt(encoded.length).put(encoded).flip());
  }
}
