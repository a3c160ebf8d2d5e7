package dev.sextant.server;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.contracts.model.ModelManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a model directory, verified against its manifest. */
record ModelFiles(ModelManifest manifest, Path onnx, GoldenRequests golden) {
  private static final int FORMAT = 1;
  private static final int BUFFER = 1 << 16;

  /** Reads and verifies; throws {@link ModelRefusedException} for anything that does not fit. */
  static ModelFiles read(Path directory) {
    ModelManifest manifest =
        complete(parse(directory, ModelManifest.MANIFEST, ModelManifest.class));
    if (manifest.format() != FORMAT) {
      throw new ModelRefusedException(
          "model.json: format %d is not known to this server, which reads %d; use a newer server"
              .formatted(manifest.format(), FORMAT));
    }
    FileRef onnx = fileOf(manifest, ModelManifest.ONNX);
    verify(directory, onnx);
    verify(directory, fileOf(manifest, ModelManifest.GOLDEN));
    String digest =
        ModelManifest.digestOf(
            manifest.task(),
            manifest.signature(),
            manifest.features(),
            manifest.timeZone(),
            manifest.numericInputs(),
            manifest.textInputs(),
            onnx.sha256());
    if (!digest.equals(manifest.digest())) {
      throw new ModelRefusedException(
          "model.json: digest is %s, but its content has %s; fetch the model again"
              .formatted(manifest.digest(), digest));
    }
    return new ModelFiles(
        manifest,
        directory.resolve(ModelManifest.ONNX),
        parse(directory, ModelManifest.GOLDEN, GoldenRequests.class));
  }

  /** Empty lists are not written to JSON and come back as null. */
  private static ModelManifest complete(ModelManifest read) {
    if (isNull(read.task()) || isNull(read.signature()) || isNull(read.timeZone())) {
      throw new ModelRefusedException(
          "model.json: task, signature or timeZone is missing; fetch the model again");
    }
    return new ModelManifest(
        read.format(),
        read.digest(),
        read.task(),
        read.signature(),
        orEmpty(read.features()),
        read.timeZone(),
        orEmpty(read.numericInputs()),
        orEmpty(read.textInputs()),
        orEmpty(read.files()));
  }

  private static boolean isNull(@Nullable Object value) {
    return value == null;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static FileRef fileOf(ModelManifest manifest, String name) {
    return manifest.files().stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ModelRefusedException(
                "model.json: files lists no %s; register the model anew".formatted(name)));
  }

  private static <T> T parse(Path directory, String name, Class<T> type) {
    try {
      return Json.read(Files.readString(directory.resolve(name)), type);
    } catch (IOException e) {
      throw unreadable(name, e);
    } catch (IllegalArgumentException e) {
      throw new ModelRefusedException(
          "%s: %s; fetch the model again".formatted(name, e.getMessage()), e);
    }
  }

  private static void verify(Path directory, FileRef file) {
    Path path = directory.resolve(file.name());
    try {
      String actual = sha256(path);
      if (!actual.equals(file.sha256())) {
        throw new ModelRefusedException(
            "%s: sha256 is %s, the manifest says %s; fetch the model again"
                .formatted(file.name(), actual, file.sha256()));
      }
    } catch (IOException e) {
      throw unreadable(file.name(), e);
    }
  }

  private static ModelRefusedException unreadable(String name, IOException e) {
    return new ModelRefusedException(
        "%s: cannot be read (%s); fetch the model again".formatted(name, e), e);
  }

  private static String sha256(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
