package dev.sextant.worker.train;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import dev.sextant.worker.train.encode.InputLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a model as a server loads it. */
record ModelDirectory(Path path, ModelManifest manifest) {
  private static final int FORMAT = 1;

  static ModelDirectory write(
      Path path,
      Task task,
      ModelColumns columns,
      String timeZone,
      InputLayout layout,
      byte[] onnx,
      GoldenRequests golden)
      throws IOException {
    Files.createDirectories(path);
    FileRef graph = file(path, ModelManifest.ONNX, onnx);
    FileRef cases =
        file(path, ModelManifest.GOLDEN, Json.write(golden).getBytes(StandardCharsets.UTF_8));
    var signature = new Signature(columns.signatureInputs(), Signature.outputsOf(task));
    List<FeatureExpression> features = columns.features();
    var manifest =
        new ModelManifest(
            FORMAT,
            ModelManifest.digestOf(
                task,
                signature,
                features,
                timeZone,
                layout.numericInputs(),
                layout.textInputs(),
                graph.sha256()),
            task,
            signature,
            features,
            timeZone,
            layout.numericInputs(),
            layout.textInputs(),
            List.of(graph, cases));
    var directory = new ModelDirectory(path, manifest);
    file(path, ModelManifest.MANIFEST, directory.manifestBytes());
    return directory;
  }

  byte[] manifestBytes() {
    return Json.write(manifest).getBytes(StandardCharsets.UTF_8);
  }

  private static FileRef file(Path directory, String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
    return new FileRef(name, Json.sha256(bytes), bytes.length);
  }

  FileRef golden() {
    return manifest.files().stream()
        .filter(file -> file.name().equals(ModelManifest.GOLDEN))
        .findFirst()
        .orElseThrow();
  }
}
