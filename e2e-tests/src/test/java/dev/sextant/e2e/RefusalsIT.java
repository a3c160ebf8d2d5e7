package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said in words: bad data, bad stores, too little memory. */
@Order(3)
class RefusalsIT {
  private final Workspace demo = Workspace.of("demo");

  private static final Map<String, String> FILES =
      Map.of(
          "type", "id,at,x,y\na,2026-01-01T00:00:00Z,1.5,2\nb,2026-01-02T00:00:00Z,many,3\n",
          "column", "id,at,y\na,2026-01-01T00:00:00Z,2\n",
          "empty", "",
          "quotes", "id,at,x,y\na,2026-01-01T00:00:00Z,1.5,2\n\"b,2026-01-02T00:00:00Z,1,3\n");

  @ParameterizedTest
  @CsvSource({
    "type, many",
    "column, 'x'",
    "empty, empty",
    "quotes, quot",
  })
  void aBadFileIsRefusedWithASentence(String kind, String word) {
    demo.put(FILES.getOrDefault(kind, ""), "bad/" + kind + ".csv");
    demo.apply(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: Dataset
        metadata: {name: bad-%1$s}
        spec:
          source: {files: {uris: ["s3://demo/bad/%1$s.csv"], format: CSV}}
          columns:
          - {name: id, type: String, role: RowId}
          - {name: at, type: Timestamp, role: Time}
          - {name: x, type: Double, role: Feature}
          - {name: y, type: Double, role: Label}
          split: {hash: {by: RowId, train: 70, validation: 10, calibration: 10, test: 10}}
        """
            .formatted(kind));

    String message =
        demo.stalled(Dataset.class, "bad-" + kind, DatasetStatus::conditions, "DataRefused");

    assertThat(message).containsIgnoringCase(word).contains(kind + ".csv");
  }

  @ParameterizedTest
  @CsvSource({
    "bucket, BucketMissing",
    "keys, WrongCredentials",
    "endpoint, EndpointUnreachable",
  })
  void aStoreThatCannotBeUsedSaysWhy(String what, String reason) {
    String endpoint =
        what.equals("endpoint")
            ? "http://sextant-store.sextant-system.svc:9999"
            : "http://sextant-store.sextant-system.svc:9000";
    String secret =
        what.equals("keys")
            ? "wrong-keys"
            : demo.get(ArtifactStore.class, "default").getSpec().credentials().secretName();
    if (what.equals("keys")) {
      demo.apply(
          """
          apiVersion: v1
          kind: Secret
          metadata: {name: wrong-keys}
          stringData: {accessKeyId: nobody, secretAccessKey: nothing}
          """);
    }
    demo.apply(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ArtifactStore
        metadata: {name: no-%s}
        spec:
          endpoint: %s
          bucket: %s
          credentials: {secretName: %s}
        """
            .formatted(what, endpoint, what.equals("bucket") ? "no-such-bucket" : "demo", secret));

    String message =
        demo.stalled(ArtifactStore.class, "no-" + what, ArtifactStoreStatus::conditions, reason);

    assertThat(message).isNotBlank();
    Shell.run("kubectl", "-n", "demo", "delete", "artifactstore", "no-" + what).expectSuccess();
  }

  @Test
  void tooLittleMemoryIsSaidWithItsLimit() {
    demo.apply(
        demo.sample("rides/training-run.yaml")
            .replace("name: fare-1", "name: fare-starved")
            .replace("seed: 7", "seed: 8")
            .replace("requests: {cpu: 500m, memory: 512Mi}", "requests: {cpu: 100m, memory: 48Mi}")
            .replace("limits: {memory: 1Gi}", "limits: {memory: 48Mi}")
            .replace("failures: 3", "failures: 1"));

    TrainingRun run =
        demo.until(
            TrainingRun.class,
            "fare-starved",
            Duration.ofMinutes(5),
            r -> r.getStatus() != null && r.getStatus().failure() != null);

    assertThat(run.getStatus().failure().failureClass()).isEqualTo("OutOfMemory");
    assertThat(run.getStatus().failure().message()).contains("48Mi").contains("memory");
    assertThat(demo.is(run, TrainingRunStatus::conditions, "Stalled")).isTrue();
  }

  @Test
  void aStoreThatIsAwayForAWhileDelaysASnapshotAndNothingElse() {
    Shell.run(
            "kubectl", "-n", Workspace.SYSTEM, "scale", "statefulset/sextant-store", "--replicas=0")
        .expectSuccess();
    demo.apply(
        demo.sample("rides/dataset.yaml")
            .replace("name: rides", "name: rides-late")
            .replace("train: 40d", "train: 39d"));
    demo.until(
        Dataset.class,
        "rides-late",
        Duration.ofMinutes(2),
        d -> d.getStatus() != null && d.getStatus().job() != null);
    Shell.run(
            "kubectl", "-n", Workspace.SYSTEM, "scale", "statefulset/sextant-store", "--replicas=1")
        .expectSuccess();

    demo.ready(Dataset.class, "rides-late", DatasetStatus::conditions);
  }
}
