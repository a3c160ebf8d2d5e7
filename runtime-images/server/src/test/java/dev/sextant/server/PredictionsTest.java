package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.Limits;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models answer, from the bytes of a request to the bytes of its answer. */
final class PredictionsTest {
  @TempDir Path directory;

  private static String answer(ServerConfig config, String request) throws ProtocolException {
    try (Predictor predictor = Predictor.load(config)) {
      byte[] body = request.getBytes(StandardCharsets.UTF_8);
      var response = predictor.predict(RestCodec.readRequest(body, new Limits(100, 100)));
      return new String(RestCodec.writeResponse(response), StandardCharsets.UTF_8);
    }
  }

  @Test
  void givesProbabilityAndLabelOfABinaryTask() throws ProtocolException {
    assertThat(answer(TestModel.churn(directory).config(), TestModel.column("x", "0, -1")))
        .isEqualTo(
            "{\"model_name\":\"fare\",\"model_version\":\"fare-1\",\"outputs\":["
                + "{\"name\":\"probability\",\"datatype\":\"FP64\",\"shape\":[2],"
                + "\"data\":[0.5,0.2689414213699951]},"
                + "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[2],"
                + "\"data\":[\"leave\",\"stay\"]}]}");
  }

  @Test
  void givesOnlyTheOutputsAskedForInTheirOrderAndEchoesTheId() throws ProtocolException {
    String request =
        TestModel.column("x", "0")
            .replace(
                "{\"inputs\"",
                "{\"id\": \"a\\\"b\", \"outputs\": [{\"name\": \"label\"}, {\"name\":"
                    + " \"probability\"}], \"inputs\"");

    assertThat(answer(TestModel.churn(directory).config(), request))
        .isEqualTo(
            "{\"model_name\":\"fare\",\"model_version\":\"fare-1\",\"id\":\"a\\\"b\",\"outputs\":["
                + "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"leave\"]},"
                + "{\"name\":\"probability\",\"datatype\":\"FP64\",\"shape\":[1],"
                + "\"data\":[0.5]}]}");
  }

  @Test
  void answersNoRowsWithNoRows() throws ProtocolException {
    assertThat(answer(TestModel.reciprocal(directory).config(), TestModel.column("x", "")))
        .endsWith("\"shape\":[0],\"data\":[]}]}");
  }

  @Test
  void namesTheRowWhoseScoreIsNotFinite() {
    ServerConfig config = TestModel.reciprocal(directory).config();

    assertThatThrownBy(() -> answer(config, TestModel.column("x", "1, 2, 0, 4")))
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL))
        .hasMessage(
            "outputs: the model gives Infinity for row 2; look at what is special in that row");
  }

  @Test
  void readsTimeStampsWithoutZoneInTheZoneOfTheModel() throws ProtocolException {
    // 23:30 in New York whichever way it is written; the second row says so in UTC.
    String request =
        """
        {"inputs": [
          {"name": "distance", "shape": [3], "datatype": "FP64", "data": [0, 0, 0]},
          {"name": "passengers", "shape": [3], "datatype": "FP64", "data": [0, 0, 0]},
          {"name": "zone", "shape": [3], "datatype": "BYTES", "data": ["", "", ""]},
          {"name": "pickup", "shape": [3], "datatype": "BYTES",
           "data": ["2026-07-01T23:30:00", "2026-07-02T03:30:00Z", "2026-07-01 23:30:00.5"]},
          {"name": "shared", "shape": [3], "datatype": "BOOL", "data": [false, false, false]}]}
        """;

    assertThat(answer(TestModel.fare(directory).config(), request))
        .contains("\"data\":[2.3000000000000003,2.3000000000000003,2.3000000000000003]");
  }

  @Test
  void takesInputsInAnyOrderNestedOrFlatAndInAnyFittingDatatype() throws ProtocolException {
    String request =
        """
        {"inputs": [
          {"datatype": "INT8", "data": [[1], [null]], "name": "shared", "shape": [2, 1]},
          {"data": ["2026-03-01T04:30:00-05:00", ""], "datatype": "BYTES", "shape": [2],
           "name": "pickup"},
          {"data": ["Midtown", "Nowhere"], "name": "zone", "shape": [2, 1], "datatype": "BYTES"},
          {"name": "passengers", "shape": [2], "datatype": "UINT16", "data": [2, 0]},
          {"name": "distance", "shape": [2], "datatype": "INT64", "data": [4.0, 1]}],
         "parameters": {"anything": 1}, "unknown": {"nested": [1]}}
        """;

    assertThat(answer(TestModel.fare(directory).config(), request)).contains("\"data\":[11.4,2.0]");
  }
}
