package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong is said in words: bad data, bad stores, too little memory, a version that never
 * gets ready. All is wrong at the same time, and the operator is killed while it finds out; most of
 * the time is waiting, so all is waited for at once.
 */
@Order(3)
@ExtendWith(Stage.class)
class RefusalsIT {
  private static final Workspace DEMO = Workspace.of(Stage.NAMESPACE);

  private static final Map<String, String> FILES =
      Map.of(
          "type",
              "id,at,distance,fare\na,2026-01-01T00:00:00Z,1.5,2\nb,2026-01-02T00:00:00Z,many,3\n",
          "column", "id,at,fare\na,2026-01-01T00:00:00Z,2\n",
          "empty", "",
          "quotes",
              "id,at,distance,fare\na,2026-01-01T00:00:00Z,1.5,2\n\"b,2026-01-02T00:00:00Z,1,3\n");

  private static final Map<String, String> STORES =
      Map.of(
          "bucket", "BucketMissing",
          "keys", "WrongCredentials",
          "endpoint", "EndpointUnreachable");

  private static OperatorKiller killer;

  /** The version of the model tips that serves before and after. */
  private static String serving = "";

  @BeforeAll
  static void doEverythingWrong() {
    FILES.forEach((kind, content) -> DEMO.put(content, "bad/" + kind + ".csv"));
    killer = OperatorKiller.during("refusals", 2);
    FILES.keySet().forEach(RefusalsIT::applyDataset);
    DEMO.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: wrong-keys}
        stringData: {accessKeyId: nobody, secretAccessKey: nothing}
        """);
    STORES.keySet().forEach(RefusalsIT::applyStore);
    applyKeys(defaultKeys());
    applyStore("rotated");
    DEMO.apply(
        DEMO.sample("rides/dataset.yaml")
            .replace("name: rides\n", "name: rides-rotated\n")
            .replace("spec:\n", "spec:\n  store: with-rotated\n")
            .replace("train: 40d", "train: 38d"));
    DEMO.apply(
        DEMO.sample("rides/training-run.yaml")
            .replace("name: fare-1", "name: fare-starved")
            .replace("seed: 7", "seed: 8")
            .replace("requests: {cpu: 500m, memory: 512Mi}", "requests: {cpu: 100m, memory: 48Mi}")
            .replace("limits: {memory: 1Gi}", "limits: {memory: 48Mi}")
            .replace("failures: 3", "failures: 1"));
    serving = DEMO.deployment("tips").getStatus().version();
    applyVersionThatNeverGetsReady();
  }

  private static void applyVersionThatNeverGetsReady() {
    String digest = DEMO.version(serving).getSpec().artifact().digest();
    DEMO.apply(
        DEMO.sample("tips/model-deployment.yaml")
            .replace("spec:\n", "spec:\n  progressDeadline: 40s\n"));
    DEMO.apply(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ModelVersion
        metadata: {name: tips-broken, labels: {sextant.dev/model: tips}}
        spec:
          model: tips
          number: 1000
          origin: Imported
          artifact: {uri: "s3://demo/manifests/models/none.json", digest: "%s"}
          task: {kind: Regression}
          signature:
            inputs: [{name: distance, datatype: FP64, type: Double}]
            outputs: [{name: prediction, datatype: FP64}]
        """
            .formatted(digest.replaceFirst("sha256:....", "sha256:0000")));
  }

  @AfterAll
  static void clean() {
    killer.close();
    DEMO.kubectl("delete", "modelversion", "tips-broken");
    DEMO.apply(DEMO.sample("tips/model-deployment.yaml"));
    STORES.keySet().forEach(what -> DEMO.kubectl("delete", "artifactstore", "with-" + what));
  }

  /** The keys of a store's Secret, as they are when they are right. */
  private static Map<String, String> defaultKeys() {
    return DEMO.client()
        .secrets()
        .inNamespace(DEMO.namespace())
        .withName(secretOf("default"))
        .get()
        .getData();
  }

  private static void applyKeys(Map<String, String> keys) {
    DEMO.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: rotated-keys}
        data: {accessKeyId: %s, secretAccessKey: %s}
        """
            .formatted(keys.get("accessKeyId"), keys.get("secretAccessKey")));
  }

  private static String secretOf(String store) {
    return DEMO.get(ArtifactStore.class, store).getSpec().credentials().secretName();
  }

  private static void applyDataset(String kind) {
    DEMO.apply(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: Dataset
        metadata: {name: bad-%1$s}
        spec:
          source: {files: {uris: ["s3://demo/bad/%1$s.csv"], format: CSV}}
          columns:
          - {name: id, type: String, role: RowId}
          - {name: at, type: Timestamp, role: Time}
          - {name: distance, type: Double, role: Feature}
          - {name: fare, type: Double, role: Label}
          split: {hash: {by: RowId, train: 70, validation: 10, calibration: 10, test: 10}}
        """
            .formatted(kind));
  }

  private static void applyStore(String what) {
    String endpoint = "http://sextant-store.sextant-system.svc:";
    DEMO.apply(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ArtifactStore
        metadata: {name: with-%s}
        spec:
          endpoint: %s
          bucket: %s
          credentials: {secretName: %s}
        """
            .formatted(
                what,
                endpoint + (what.equals("endpoint") ? "9999" : "9000"),
                what.equals("bucket") ? "no-such-bucket" : "demo",
                switch (what) {
                  case "keys" -> "wrong-keys";
                  case "rotated" -> "rotated-keys";
                  default -> secretOf("default");
                }));
  }

  /** Each sentence begins with the field and ends with what to do. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          type   | spec.source.files: s3://demo/bad/type.csv line 3, column distance: "many" is not a number; correct it, or list it in nullValues if it means missing
          column | spec.columns[2] (distance): is not in the header of s3://demo/bad/column.csv, which has id, at, fare; add it there, or take it out here
          empty  | spec.source.files: s3://demo/bad/empty.csv: is empty; put rows into it
          quotes | spec.source.files: s3://demo/bad/quotes.csv line 3, column id: has a quote that is not closed, or text after a closing quote; double quotes within a quoted value
          """)
  void aBadFileIsRefusedWithASentence(String kind, String sentence) {
    String message =
        DEMO.stalled(Dataset.class, "bad-" + kind, DatasetStatus::conditions, "DataRefused");

    assertThat(message).isEqualTo(sentence);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"bucket", "keys", "endpoint"})
  void aStoreThatCannotBeUsedSaysWhy(String what) {
    String message =
        DEMO.stalled(
            ArtifactStore.class,
            "with-" + what,
            ArtifactStoreStatus::conditions,
            STORES.getOrDefault(what, ""));

    assertThat(message).startsWith("spec.");
  }

  /** Keys that are exchanged in the store first and in the Secret later: nothing is lost by it. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aTrainingThatMeetsWrongKeysSaysSoAndEndsWhenTheyAreMended() {
    Map<String, String> right = defaultKeys();
    DEMO.ready(ArtifactStore.class, "with-rotated", ArtifactStoreStatus::conditions);
    DEMO.ready(Dataset.class, "rides-rotated", DatasetStatus::conditions);
    applyKeys(
        Map.of("accessKeyId", right.get("accessKeyId"), "secretAccessKey", base64("no longer")));
    DEMO.apply(
        DEMO.sample("rides/training-run.yaml")
            .replace("name: fare-1", "name: fare-rotated")
            .replace("model: fare", "model: fare-rotated\n  store: with-rotated")
            .replace("name: rides}", "name: rides-rotated}")
            .replace("rounds: 200", "rounds: 20"));

    String run =
        DEMO.stalled(
            TrainingRun.class, "fare-rotated", TrainingRunStatus::conditions, "WrongCredentials");
    String store =
        DEMO.stalled(
            ArtifactStore.class,
            "with-rotated",
            ArtifactStoreStatus::conditions,
            "WrongCredentials");
    applyKeys(right);

    assertThat(run).contains("costs no attempt");
    assertThat(store).startsWith("spec.credentials: ");
    DEMO.ready(ArtifactStore.class, "with-rotated", ArtifactStoreStatus::conditions);
    TrainingRun ended =
        DEMO.ready(TrainingRun.class, "fare-rotated", TrainingRunStatus::conditions);
    assertThat(ended.getStatus().failures()).as("attempts that failed").isIn(null, 0);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tooLittleMemoryIsSaidWithItsLimit() {
    TrainingRun run =
        DEMO.until(
            TrainingRun.class,
            "fare-starved",
            Duration.ofMinutes(5),
            r -> r.getStatus() != null && r.getStatus().failure() != null);

    assertThat(run.getStatus().failure().failureClass()).isEqualTo("OutOfMemory");
    assertThat(run.getStatus().failure().message()).contains("48Mi").contains("memory");
    assertThat(DEMO.is(run, TrainingRunStatus::conditions, "Stalled")).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aVersionThatNeverGetsReadyChangesNothingForCallersAndSaysWhy() throws Exception {
    ModelDeployment tips =
        DEMO.until(
            ModelDeployment.class,
            "tips",
            Duration.ofMinutes(4),
            d -> !d.getStatus().rejected().isEmpty());

    assertThat(tips.getStatus().rejected())
        .singleElement()
        .satisfies(rejected -> {
          assertThat(rejected.modelVersion()).isEqualTo("tips-broken");
          assertThat(rejected.message())
              .contains("tips-broken")
              .contains("did not get ready within 40s");
        });
    assertThat(tips.getStatus().version()).isEqualTo(serving);
    assertThat(DEMO.is(tips, ModelDeploymentStatus::conditions, "Ready")).isTrue();
    try (Inference caller = new Inference(DEMO, "tips")) {
      assertThat(Inference.prediction(caller.infer(Inference.tip()))).isBetween(0.0, 1.0);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void allThatWasFoundOutWhileTheOperatorWasKilled() {
    await().atMost(Duration.ofSeconds(30)).until(() -> !killer.kills().isEmpty());
  }
}
