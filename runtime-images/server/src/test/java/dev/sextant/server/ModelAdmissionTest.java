package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that must not serve never get to listen. */
final class ModelAdmissionTest {
  @TempDir Path directory;

  private static ThrowingCallable starting(ServerConfig config) {
    return () -> ModelServer.start(config, "127.0.0.1").close();
  }

  @Test
  void refusesAModelThatDoesNotAnswerAsInTraining() {
    var model =
        TestModel.fare(
            directory,
            """
            [{"name": "prediction", "shape": [2], "datatype": "FP64", "data": [11.4, 2.5]}]
            """);

    assertThatThrownBy(starting(model.config()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessage(
            "golden.json: cases[0]: output prediction[1]: expected 2.5, got 2.0; the model does"
                + " not answer as in training");
  }

  @Test
  void refusesAnAnswerThatLacksAnExpectedOutput() {
    var model =
        TestModel.fare(
            directory,
            """
            [{"name": "fare", "shape": [2], "datatype": "FP64", "data": [11.4, 2.0]}]
            """);

    assertThatThrownBy(starting(model.config()))
        .hasMessageStartingWith("golden.json: cases[0]: output fare: expected an answer, got none");
  }

  @Test
  void refusesADamagedGraph() throws IOException {
    var model = TestModel.fare(directory);
    byte[] onnx = Files.readAllBytes(directory.resolve("model.onnx"));
    onnx[onnx.length / 2] ^= 1;
    Files.write(directory.resolve("model.onnx"), onnx);

    assertThatThrownBy(starting(model.config()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageMatching(
            "model.onnx: sha256 is [0-9a-f]{64}, the manifest says [0-9a-f]{64}; fetch the model"
                + " again");
  }

  @Test
  void refusesDamagedGoldenRequests() throws IOException {
    var model = TestModel.fare(directory);
    Files.writeString(directory.resolve("golden.json"), "{}");

    assertThatThrownBy(starting(model.config()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageStartingWith("golden.json: sha256 is ");
  }

  @Test
  void refusesAManifestThatWasChanged() throws IOException {
    var model = TestModel.fare(directory);
    change(text -> text.replace("\"timeZone\":\"America/New_York\"", "\"timeZone\":\"UTC\""));

    assertThatThrownBy(starting(model.config()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageMatching("model.json: digest is sha256:.*, but its content has sha256:.*");
  }

  @Test
  void refusesTheFormatOfANewerVersion() throws IOException {
    var model = TestModel.fare(directory);
    change(text -> text.replace("\"format\":1", "\"format\":2"));

    assertThatThrownBy(starting(model.config()))
        .hasMessage(
            "model.json: format 2 is not known to this server, which reads 1; use a newer server");
  }

  @Test
  void refusesAnEmptyDirectoryAndTextThatIsNoJson() throws IOException {
    var config = new ServerConfig("fare", "1", directory.toString(), 0, 0, 1, 10, 1_000, 1, 1);

    assertThatThrownBy(starting(config))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageStartingWith("model.json: cannot be read");

    Files.writeString(directory.resolve("model.json"), "no JSON");

    assertThatThrownBy(starting(config))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageStartingWith("model.json: not a valid ModelManifest");
  }

  @Test
  void refusesAGraphThatDoesNotFitTheManifest() throws IOException {
    var model = TestModel.fare(directory);
    ModelManifest manifest =
        Json.read(Files.readString(directory.resolve("model.json")), ModelManifest.class);
    var changed = TestModel.withNumericInputs(manifest, List.of("distance"));
    Files.writeString(directory.resolve("model.json"), Json.write(changed));

    assertThatThrownBy(starting(model.config()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessage(
            "model.onnx: there is no input 'numeric' of type DOUBLE and shape [rows, 1]; register"
                + " the model anew");
  }

  @Test
  void refusesATransformThatDoesNotFitTheSignature() throws IOException {
    var model = TestModel.fare(directory);
    ModelManifest manifest =
        Json.read(Files.readString(directory.resolve("model.json")), ModelManifest.class);
    var changed =
        TestModel.withNumericInputs(manifest, List.of("distance", "zone", "shared", "hour"));
    Files.writeString(directory.resolve("model.json"), Json.write(changed));

    assertThatThrownBy(starting(model.config()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessage(
            "model.json: numericInputs[1]: 'zone' is no numeric column or feature, or is listed"
                + " twice; register the model anew");
  }

  @Test
  void refusesAConfigurationThatCannotWork() {
    assertThatThrownBy(() -> ServerConfigs.read(null))
        .hasMessage("SEXTANT_SERVER: is not set; give the server's configuration as JSON");
    assertThatThrownBy(() -> ServerConfigs.read("{\"model\": \"fare\"}"))
        .hasMessage("SEXTANT_SERVER: version: is missing; give one");
    assertThatThrownBy(starting(TestModel.fare(directory).config(0, 1)))
        .hasMessage("threads: 0 is out of range; give 1 to 1024");
  }

  private void change(UnaryOperator<String> edit) throws IOException {
    Path file = directory.resolve("model.json");
    Files.writeString(file, edit.apply(Files.readString(file)));
  }
}
