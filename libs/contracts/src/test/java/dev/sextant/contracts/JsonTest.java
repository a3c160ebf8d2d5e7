package dev.sextant.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.data.CheckResult;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.FileSource;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import dev.sextant.contracts.route.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final StoreLocation STORE =
      new StoreLocation("http://store:9000", "us-east-1", "demo", "", true);
  private static final ObjectRef OWNER = new ObjectRef("demo", "rides", "uid-1");

  record Case(String name, Object value, Class<?> type) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("probe-job", new ProbeJob(STORE, 60), JobSpec.class),
        new Case(
            "fetch-job",
            new FetchJob(STORE, "s3://demo/m.json", "sha256:a", "/sextant/model", 60),
            JobSpec.class),
        new Case("snapshot-job", snapshotJob(), JobSpec.class),
        new Case("train-job", trainJob(), JobSpec.class),
        new Case("snapshot-result", snapshotResult(), JobResult.class),
        new Case("model-result", modelResult(), JobResult.class),
        new Case("model-manifest", modelManifest(), ModelManifest.class),
        new Case("route-table", routeTable(), RouteTable.class),
        new Case(
            "empty-route-table",
            RouteTable.of(new RouteTable.Deployment("fare", "u"), "fare", 30_000, List.of()),
            RouteTable.class));
  }

  /** What is in a golden file was written by some version, and must be read for ever. */
  @ParameterizedTest
  @MethodSource("cases")
  void aContractIsReadAsItWasWrittenAndTextStaysTheSame(Case example) throws IOException {
    String text = Json.write(example.value());
    Path file = GOLDEN.resolve(example.name() + ".json");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text + "\n");
    }

    assertThat(text + "\n").isEqualTo(read(file));
    assertThat((Object) Json.read(text, example.type())).isEqualTo(example.value());
  }

  @Test
  void aFieldOfANewerVersionIsPassedOver() {
    String text = Json.write(snapshotJob()).replaceFirst("\\{", "{\"added\":{\"later\":[1]},");

    assertThat(Json.read(text, JobSpec.class)).isEqualTo(snapshotJob());
  }

  /** A manifest that was written before this field was known. */
  @Test
  void aModelWithoutHeldOutPredictionsIsRead() {
    String text = Json.write(modelManifest()).replaceFirst("\"heldOut\":\\{[^}]*\\},", "");

    assertThat(text).doesNotContain("heldOut");
    assertThat(Json.read(text, ModelManifest.class).heldOut()).isNull();
    assertThat(Json.read(text, ModelManifest.class).files()).isEqualTo(modelManifest().files());
  }

  @Test
  void textIsTheSameWhateverTheOrderOfKeys() {
    assertThat(Json.write(Json.tree("{\"b\":1,\"a\":{\"d\":2,\"c\":3}}")))
        .isEqualTo("{\"a\":{\"c\":3,\"d\":2},\"b\":1}");
  }

  @Test
  void whatIsNoContractIsSaidInWords() {
    assertThatThrownBy(() -> Json.read("{\"job\":\"Dance\"}", JobSpec.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a valid JobSpec");
    assertThatThrownBy(() -> Json.read("null", JobSpec.class))
        .hasMessage("expected JobSpec, got null");
  }

  @Test
  void aHashIsThatOfTheText() {
    // printf '{"a":1}' | sha256sum
    assertThat(Json.sha256(Map.of("a", 1)))
        .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  }

  @Test
  void theContentHashOfARouteChangesWithEachOfItsParts() {
    RouteTable table = routeTable();
    RouteTable slower =
        RouteTable.of(table.deployment(), table.model(), table.timeoutMillis() + 1, table.arms());

    assertThat(slower.contentHash()).isNotEqualTo(table.contentHash()).hasSize(16);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("no golden file; run with -Dgolden.update", e);
    }
  }

  private static SnapshotJob snapshotJob() {
    return new SnapshotJob(
        STORE,
        OWNER,
        "hash",
        new FileSource(List.of("s3://demo/*.csv"), FileSource.Format.CSV, null),
        "UTC",
        null,
        "fare > 0.0",
        "pickup",
        List.of(
            Column.of("pickup", ColumnType.Timestamp, Role.Time),
            new Column("distance", ColumnType.Double, Role.Feature, "pickup", "0", null, "0.1", 3)),
        List.of(),
        new Split.Rolling(
            Duration.ofDays(20),
            Duration.ofDays(3),
            Duration.ZERO,
            Duration.ofDays(5),
            Duration.ofHours(1),
            Duration.ZERO),
        DuplicatePolicy.Fail,
        1,
        1L << 30,
        3_600);
  }

  private static TrainJob trainJob() {
    return new TrainJob(
        STORE,
        OWNER,
        "hash",
        "s3://demo/manifests/snapshots/a.json",
        "sha256:a",
        new TrainJob.Target.Binary("yes", 0.5),
        List.of(
            new TrainJob.Preprocess(
                List.of("zone"), TrainJob.Encoding.OneHot, TrainJob.Unseen.Other, null, null)),
        new TrainJob.Trainer.XGBoost(300, 20, Map.of()),
        7,
        1,
        List.of(new TrainJob.Baseline.ZeroRule(), new TrainJob.Baseline.Heuristic("0.5")),
        new TrainJob.Bootstrap(1_000, 0.95),
        1L << 30,
        3_600);
  }

  private static JobResult snapshotResult() {
    return new JobResult.Snapshot(
        "sha256:a",
        "hash",
        "s3://demo/manifests/snapshots/a.json",
        false,
        Map.of(SplitName.train, 10L, SplitName.test, 2L),
        1,
        List.of(),
        List.of(new FeatureExpression("hour", "pickup.getHours()")),
        null,
        null,
        List.of(new CheckResult("missing(distance)", true, "0", "0.1", "")));
  }

  private static JobResult modelResult() {
    Task task = new Task.Binary("no", "yes", 0.5);
    return new JobResult.Model(
        "sha256:b",
        "hash",
        "s3://demo/manifests/models/b.json",
        true,
        task,
        new Signature(
            List.of(new Signature.Input("distance", ColumnType.Double)), Signature.outputsOf(task)),
        List.of(),
        List.of(),
        Map.of(SplitName.train, 10L),
        null,
        12,
        1.5e-7,
        1_000,
        "Bitwise",
        "s3://demo/objects/golden",
        16);
  }

  private static ModelManifest modelManifest() {
    Task task = new Task.Regression();
    return new ModelManifest(
            1,
            "sha256:b",
            task,
            new Signature(
                List.of(new Signature.Input("pickup", ColumnType.Timestamp)),
                Signature.outputsOf(task)),
            List.of(new FeatureExpression("hour", "pickup.getHours()")),
            "UTC",
            List.of("hour"),
            List.of(),
            List.of(
                new FileRef(ModelManifest.ONNX, "c", 10),
                new FileRef(ModelManifest.GOLDEN, "d", 20)))
        .withHeldOut(new FileRef(ModelManifest.HELD_OUT, "e", 30));
  }

  private static RouteTable routeTable() {
    return RouteTable.of(
        new RouteTable.Deployment("fare", "uid-2"),
        "fare",
        30_000,
        List.of(
            new RouteTable.Arm(
                "fare-0123456789", 100, "fare-abc", "sha256:c", "fare-0123456789", 8080, 9000)));
  }
}
