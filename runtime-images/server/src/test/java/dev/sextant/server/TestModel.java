package dev.sextant.server;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes model directories as the fetch job leaves them. */
final class TestModel {
  /** A fare: 2 distance + 0.5 passengers + 1 if shared + 0.1 hour + Midtown 1, Queens 2. */
  static final List<Signature.Input> FARE_INPUTS =
      List.of(
          new Signature.Input("distance", ColumnType.Double),
          new Signature.Input("passengers", ColumnType.Integer),
          new Signature.Input("zone", ColumnType.String),
          new Signature.Input("pickup", ColumnType.Timestamp),
          new Signature.Input("shared", ColumnType.Boolean));

  /** 8 + 1 + 1 + 0.4 (04:30 in New York) + 1, and all missing but a distance of 1. */
  static final String FARE_GOLDEN_REQUEST =
      """
      {"inputs": [
        {"name": "distance", "shape": [2], "datatype": "FP64", "data": [4, 1]},
        {"name": "passengers", "shape": [2], "datatype": "FP64", "data": [2, null]},
        {"name": "zone", "shape": [2], "datatype": "BYTES", "data": ["Midtown", null]},
        {"name": "pickup", "shape": [2], "datatype": "BYTES",
         "data": ["2026-03-01T09:30:00Z", null]},
        {"name": "shared", "shape": [2], "datatype": "BOOL", "data": [true, null]}]}
      """;

  static final String FARE_GOLDEN_OUTPUTS =
      """
      [{"name": "prediction", "shape": [2], "datatype": "FP64", "data": [11.4, 2.0]}]
      """;

  private final Path directory;

  private TestModel(Path directory) {
    this.directory = directory;
  }

  static TestModel fare(Path directory) {
    return fare(directory, FARE_GOLDEN_OUTPUTS);
  }

  static TestModel fare(Path directory, String goldenOutputs) {
    return new TestModel(directory)
        .write(
            new Task.Regression(),
            FARE_INPUTS,
            List.of(new FeatureExpression("hour", "pickup.getHours('America/New_York')")),
            "America/New_York",
            List.of("distance", "passengers", "shared", "hour"),
            List.of("zone"),
            Graphs.linear(
                List.of(2.0, 0.5, 1.0, 0.1), Map.of("Midtown", 1f, "Queens", 2f), "Identity"),
            FARE_GOLDEN_REQUEST,
            goldenOutputs);
  }

  /** A probability: sigmoid of x. No features and no text, so that those lists are empty. */
  static TestModel churn(Path directory) {
    return new TestModel(directory)
        .write(
            new Task.Binary("stay", "leave", 0.5),
            List.of(new Signature.Input("x", ColumnType.Double)),
            List.of(),
            "UTC",
            List.of("x"),
            List.of(),
            Graphs.linear(List.of(1.0), Map.of(), "Sigmoid"),
            column("x", "0, -1"),
            """
            [{"name": "probability", "shape": [2], "datatype": "FP64",
              "data": [0.5, 0.2689414213699951]},
             {"name": "label", "shape": [2], "datatype": "BYTES", "data": ["leave", "stay"]}]
            """);
  }

  /** One over x: not finite where x is 0 or missing. */
  static TestModel reciprocal(Path directory) {
    return new TestModel(directory)
        .write(
            new Task.Regression(),
            List.of(new Signature.Input("x", ColumnType.Double)),
            List.of(),
            "UTC",
            List.of("x"),
            List.of(),
            Graphs.linear(List.of(1.0), Map.of(), "Reciprocal"),
            column("x", "2"),
            """
            [{"name": "prediction", "shape": [1], "datatype": "FP64", "data": [0.5]}]
            """);
  }

  /** A request with one column of FP64. */
  static String column(String name, String data) {
    return """
    {"inputs": [{"name": "%s", "shape": [%d], "datatype": "FP64", "data": [%s]}]}
    """
        .formatted(name, data.isBlank() ? 0 : data.split(",").length, data);
  }

  private TestModel write(
      Task task,
      List<Signature.Input> inputs,
      List<FeatureExpression> features,
      String timeZone,
      List<String> numeric,
      List<String> text,
      byte[] onnx,
      String goldenRequest,
      String goldenOutputs) {
    var golden =
        new GoldenRequests(
            1e-9,
            1e-9,
            List.of(new GoldenRequests.Case(Json.tree(goldenRequest), Json.tree(goldenOutputs))));
    byte[] goldenBytes = Json.write(golden).getBytes(StandardCharsets.UTF_8);
    var signature = new Signature(inputs, Signature.outputsOf(task));
    String sha = Json.sha256(onnx);
    var manifest =
        new ModelManifest(
            1,
            ModelManifest.digestOf(task, signature, features, timeZone, numeric, text, sha),
            task,
            signature,
            features,
            timeZone,
            numeric,
            text,
            List.of(
                new FileRef(ModelManifest.ONNX, sha, onnx.length),
                new FileRef(ModelManifest.GOLDEN, Json.sha256(goldenBytes), goldenBytes.length)));
    try {
      Files.write(directory.resolve(ModelManifest.ONNX), onnx);
      Files.write(directory.resolve(ModelManifest.GOLDEN), goldenBytes);
      Files.writeString(directory.resolve(ModelManifest.MANIFEST), Json.write(manifest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The same manifest with other numeric inputs and the digest that fits them. */
  static ModelManifest withNumericInputs(ModelManifest from, List<String> numeric) {
    String onnx =
        from.files().stream()
            .filter(file -> file.name().equals(ModelManifest.ONNX))
            .findFirst()
            .orElseThrow()
            .sha256();
    return new ModelManifest(
        from.format(),
        ModelManifest.digestOf(
            from.task(),
            from.signature(),
            from.features(),
            from.timeZone(),
            numeric,
            from.textInputs(),
            onnx),
        from.task(),
        from.signature(),
        from.features(),
        from.timeZone(),
        numeric,
        from.textInputs(),
        from.files());
  }

  ServerConfig config() {
    return config(2, 100);
  }

  ServerConfig config(int threads, int maxQueued) {
    return new ServerConfig(
        "fare", "fare-1", directory.toString(), 0, 0, threads, 100, 100_000, maxQueued, 10);
  }
}
