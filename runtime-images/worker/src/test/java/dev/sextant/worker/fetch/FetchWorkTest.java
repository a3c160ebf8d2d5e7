package dev.sextant.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.DirectoryArtifacts;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.StoreFailureException;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchWorkTest {
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new Signature.Input("x", ColumnType.Double)),
          List.of(new Signature.Output("prediction", "FP64")));

  @TempDir Path directory;
  private DirectoryArtifacts store;
  private Path target;

  @BeforeEach
  void makeStore() {
    store = new DirectoryArtifacts(directory.resolve("store"));
    target = directory.resolve("model");
  }

  @Test
  void bringsEveryFileAndTheManifestLast() throws Exception {
    ModelManifest manifest = manifest("model.onnx");

    JobOutcome outcome = fetch(publish(manifest), manifest.digest());

    assertThat(((JobOutcome.Succeeded) outcome).digest()).isEqualTo(manifest.digest());
    assertThat(target.resolve("model.onnx")).hasContent("graph");
    assertThat(target.resolve("golden.json")).hasContent("{}");
    assertThat(Json.read(Files.readString(target.resolve("model.json")), ModelManifest.class))
        .isEqualTo(manifest);
  }

  @Test
  void leavesWhatIsRightAndMendsWhatIsNot() throws Exception {
    ModelManifest manifest = manifest("model.onnx");
    String uri = publish(manifest);
    fetch(uri, manifest.digest());
    FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(target.resolve("model.onnx"), old);
    Files.writeString(target.resolve("golden.json"), "half");

    fetch(uri, manifest.digest());

    assertThat(Files.getLastModifiedTime(target.resolve("model.onnx"))).isEqualTo(old);
    assertThat(target.resolve("golden.json")).hasContent("{}");
  }

  @Test
  void refusesAModelWithAnotherDigest() throws Exception {
    ModelManifest manifest = manifest("model.onnx");
    String uri = publish(manifest);

    JobRefusedException refused =
        catchThrowableOfType(JobRefusedException.class, () -> fetch(uri, "sha256:other"));

    assertThat(refused.reason()).isEqualTo("DigestMismatch");
    assertThat(target).doesNotExist();
  }

  @Test
  void refusesAManifestThatIsNotThere() {
    JobRefusedException refused =
        catchThrowableOfType(
            JobRefusedException.class, () -> fetch("s3://store/nowhere", "sha256:x"));

    assertThat(refused.reason()).isEqualTo("ManifestMissing");
  }

  @Test
  void doesNotWriteOutsideTheDirectory() throws Exception {
    ModelManifest manifest = manifest("../escaped.onnx", "model.onnx");
    String uri = publish(manifest);

    JobRefusedException refused =
        catchThrowableOfType(JobRefusedException.class, () -> fetch(uri, manifest.digest()));

    assertThat(refused.reason()).isEqualTo("ManifestInvalid");
    assertThat(directory.resolve("escaped.onnx")).doesNotExist();
  }

  @Test
  void leavesNoManifestWhenAFileIsDamaged() throws Exception {
    ModelManifest manifest = manifest("model.onnx");
    String uri = publish(manifest);
    Files.writeString(store.object(manifest.files().getFirst().sha256()), "spoilt");

    StoreFailureException failed =
        catchThrowableOfType(StoreFailureException.class, () -> fetch(uri, manifest.digest()));

    assertThat(failed.what()).isEqualTo(StoreFailureException.Cause.Corrupt);
    assertThat(target.resolve("model.json")).doesNotExist();
  }

  private ModelManifest manifest(String... graphs) throws IOException {
    Path graph = Files.writeString(directory.resolve("graph"), "graph");
    Path golden = Files.writeString(directory.resolve("golden"), "{}");
    List<FileRef> files = new java.util.ArrayList<>();
    for (String name : graphs) {
      files.add(store.put(name, graph));
    }
    files.add(store.put("golden.json", golden));
    Task task = new Task.Regression();
    String digest =
        ModelManifest.digestOf(
            task, SIGNATURE, List.of(), "UTC", List.of("x"), List.of(), files.getFirst().sha256());
    return new ModelManifest(
        1, digest, task, SIGNATURE, List.of(), "UTC", List.of("x"), List.of(), List.copyOf(files));
  }

  private String publish(ModelManifest manifest) throws IOException {
    return store.putManifest(
        Artifacts.Kind.models,
        manifest.digest(),
        Json.write(manifest).getBytes(StandardCharsets.UTF_8));
  }

  private JobOutcome fetch(String uri, String digest) throws IOException {
    Clock clock = Clock.systemUTC();
    WorkerContext context =
        new WorkerContext(
            store,
            update -> {},
            clock,
            directory,
            clock.instant().plusSeconds(60),
            new Cancellation());
    StoreLocation location = new StoreLocation("http://localhost", "", "store", "", true);
    return new FetchWork().run(new FetchJob(location, uri, digest, target.toString(), 60), context);
  }
}
