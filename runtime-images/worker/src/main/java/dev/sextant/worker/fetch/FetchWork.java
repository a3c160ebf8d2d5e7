package dev.sextant.worker.fetch;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.worker.shell.Job;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Brings a model into a directory.
 *
 * <p>Every file is verified before it gets its name, and {@code model.json} comes last: a directory
 * that has it is complete, however often this was killed and started again.
 */
public final class FetchWork implements Job<FetchJob> {

  @Override
  public JobOutcome run(FetchJob job, WorkerContext context) throws IOException {
    context.phase("Fetch", 5);
    byte[] json =
        context
            .artifacts()
            .read(job.manifestUri())
            .orElseThrow(() ->
                new JobRefusedException(
                    "ManifestMissing",
                    "manifestUri: there is no model at %s; import or train it again"
                        .formatted(job.manifestUri())));
    ModelManifest manifest = verified(json, job);
    Path directory = Files.createDirectories(Path.of(job.directory()));
    int done = 0;
    for (FileRef file : manifest.files()) {
      context.phase("Fetch", 10 + 80 * done++ / Math.max(1, manifest.files().size()));
      fetch(file, directory, context);
    }
    writeManifest(json, directory);
    return new JobOutcome.Succeeded(
        "%d files are in %s".formatted(manifest.files().size() + 1, directory),
        manifest.digest(),
        null);
  }

  private static ModelManifest verified(byte[] json, FetchJob job) {
    ModelManifest manifest;
    try {
      manifest = Json.read(new String(json, StandardCharsets.UTF_8), ModelManifest.class);
    } catch (IllegalArgumentException e) {
      throw new JobRefusedException(
          "ManifestInvalid",
          "manifestUri: %s is no model manifest (%s); import or train the model again"
              .formatted(job.manifestUri(), e.getMessage()));
    }
    String onnx =
        manifest.files().stream()
            .filter(file -> file.name().equals(ModelManifest.ONNX))
            .map(FileRef::sha256)
            .findFirst()
            .orElse("");
    String actual =
        ModelManifest.digestOf(
            manifest.task(),
            manifest.signature(),
            manifest.features(),
            manifest.timeZone(),
            manifest.numericInputs(),
            manifest.textInputs(),
            onnx);
    if (!job.digest().equals(actual) || !job.digest().equals(manifest.digest())) {
      throw new JobRefusedException(
          "DigestMismatch",
          "digest: the model at %s has the digest %s, not %s; it was changed or is another one"
              .formatted(job.manifestUri(), actual, job.digest()));
    }
    return manifest;
  }

  private static void fetch(FileRef file, Path directory, WorkerContext context)
      throws IOException {
    Path target = directory.resolve(file.name()).normalize();
    if (!directory.normalize().equals(target.getParent())) {
      throw new JobRefusedException(
          "ManifestInvalid", "files: '%s' is not a plain file name".formatted(file.name()));
    }
    if (sha256(target).filter(file.sha256()::equals).isEmpty()) {
      context.artifacts().fetch(file, target);
    }
  }

  private static void writeManifest(byte[] json, Path directory) throws IOException {
    Path partial = directory.resolve(ModelManifest.MANIFEST + ".partial");
    Files.write(partial, json);
    Files.move(partial, directory.resolve(ModelManifest.MANIFEST), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Optional<String> sha256(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
