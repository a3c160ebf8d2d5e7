package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.api.common.BaselineKind;
import dev.sextant.api.common.BaselineResult;
import dev.sextant.api.common.Metric;
import dev.sextant.api.dataset.CheckResult;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real rides of New York, March 2019, where they are at hand: the fare from what is known at
 * pickup.
 */
@Order(5)
@ExtendWith(Stage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TaxisIT {
  private static final Path DATA = Shell.ROOT.resolve("../shared/data/taxis.csv");

  private static final String COLUMNS =
      """
        - {name: pickup, type: Timestamp, role: Time}
        - {name: dropoff, type: Timestamp, role: Auxiliary}
        - {name: passengers, type: Integer, role: Feature}
        - {name: distance, type: Double, role: Feature, min: "0"}
        - {name: color, type: String, role: Feature}
        - {name: pickup_zone, type: String, role: Feature, categoriesAtMost: 300}
        - {name: dropoff_zone, type: String, role: Feature, categoriesAtMost: 300}
        - {name: fare, type: Double, role: Label}
      """;

  private static final int ROWS_A_REQUEST = 250;

  private final Workspace demo = Workspace.of("demo");

  @BeforeAll
  static void bringData() {
    assumeTrue(Files.exists(DATA), "the taxi data are not here: ../shared/data/taxis.csv");
    Workspace.of("demo").put(DATA, "taxis/taxis.csv");
  }

  @Test
  @Order(1)
  void whatIsKnownAtDropoffOnlyIsRefusedAsAnInput() {
    demo.apply(
        dataset(
            "taxis-leaking",
            COLUMNS
                + "  - {name: tip, type: Double, role: Feature, availableAt: {column: dropoff}}\n"
                + "  - {name: total, type: Double, role: Feature, availableAt: {column: dropoff}}\n"));

    String message =
        demo.stalled(Dataset.class, "taxis-leaking", DatasetStatus::conditions, "DataRefused");

    assertThat(message)
        .isEqualTo(
            "spec.columns[8] (tip): is known at dropoff, after the prediction time pickup; remove"
                + " it or change availableAt (also failed: available(total); see status.checks)");
    // What was found is read from the store after the refusal has been said.
    Dataset refused =
        demo.until(
            Dataset.class,
            "taxis-leaking",
            Duration.ofMinutes(1),
            dataset -> !dataset.getStatus().checks().isEmpty());
    assertThat(refused.getStatus().checks())
        .filteredOn(check -> !check.passed())
        .extracting(CheckResult::message)
        .containsExactly(
            "spec.columns[8] (tip): is known at dropoff, after the prediction time pickup; remove"
                + " it or change availableAt",
            "spec.columns[9] (total): is known at dropoff, after the prediction time pickup; remove"
                + " it or change availableAt");
  }

  @Test
  @Order(2)
  void theModelBeatsZeroRuleAndHeuristicBeyondChance() {
    demo.apply(dataset("taxis", COLUMNS));
    demo.apply(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: TrainingRun
        metadata: {name: taxis-1}
        spec:
          model: taxis
          dataset: {name: taxis}
          task: {kind: Regression}
          trainer: {xgboost: {rounds: 200, earlyStopping: 20, params: {eta: "0.1", max_depth: "5"}}}
          seed: 7
          baselines:
          - {kind: ZeroRule}
          - {kind: Heuristic, cel: "2.5 + 2.2 * distance"}
        """);
    TrainingRun run = demo.ready(TrainingRun.class, "taxis-1", TrainingRunStatus::conditions);

    ModelVersion version = demo.version(run.getStatus().modelVersion());

    double mae = mae(version.getSpec().metrics());
    for (BaselineKind kind : List.of(BaselineKind.ZeroRule, BaselineKind.Heuristic)) {
      BaselineResult baseline =
          version.getSpec().baselines().stream()
              .filter(b -> b.kind() == kind)
              .findFirst()
              .orElseThrow();
      assertThat(mae).as("against " + kind).isLessThan(mae(baseline.metrics()));
      assertThat(Double.parseDouble(baseline.improvement().low()))
          .as("the paired interval against " + kind + " excludes 0")
          .isPositive();
    }
  }

  @Test
  @Order(3)
  void itIsServedAndAnswersARideWithAMissingValue() throws Exception {
    demo.apply(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ModelDeployment
        metadata: {name: taxis}
        spec: {model: taxis, protocol: {none: {}}}
        """);
    demo.ready(ModelDeployment.class, "taxis", ModelDeploymentStatus::conditions);

    try (Inference taxis = new Inference(demo, "taxis")) {
      var body = Inference.request();
      Inference.input(body, "pickup", "BYTES", List.of("2019-03-29T08:00:00-04:00"));
      Inference.input(body, "passengers", "FP64", Collections.singletonList(null));
      Inference.input(body, "distance", "FP64", List.of(5.0));
      Inference.input(body, "color", "BYTES", List.of("yellow"));
      Inference.input(body, "pickup_zone", "BYTES", List.of("Lenox Hill West"));
      Inference.input(body, "dropoff_zone", "BYTES", List.of("nowhere"));

      assertThat(Inference.prediction(taxis.infer(body))).isBetween(10.0, 35.0);
    }
  }

  /** Asked from outside, through the router, as any caller asks. */
  @Test
  @Order(4)
  void everyTestRowIsAnsweredAsTheTrainerPredictedIt(@TempDir Path directory) throws Exception {
    ModelVersion version = demo.version(demo.deployment("taxis").getStatus().version());
    HeldOut heldOut = HeldOut.of(demo, version, directory);
    assertThat(heldOut.size())
        .as("held-out rows")
        .isEqualTo(demo.dataset("taxis").getStatus().rows().test().intValue())
        .isGreaterThan(500);

    int compared = 0;
    double worst = 0;
    try (Inference taxis = new Inference(demo, "taxis")) {
      for (int from = 0; from < heldOut.size(); from += ROWS_A_REQUEST) {
        int until = Math.min(from + ROWS_A_REQUEST, heldOut.size());
        JsonNode served =
            taxis.infer(heldOut.request(from, until)).get("outputs").get(0).get("data");
        assertThat(served).hasSize(until - from);
        for (int row = from; row < until; row++, compared++) {
          double trained = heldOut.predictions().get(row);
          double off = Math.abs(served.get(row - from).asDouble() - trained) / Math.abs(trained);
          worst = Math.max(worst, off);
          assertThat(off).as("row %d, the trainer says %s", row, trained).isLessThan(1e-5);
        }
      }
    }
    assertThat(compared).isEqualTo(heldOut.size());
    System.out.printf("%d test rows, relative difference at most %.1e%n", compared, worst);
  }

  private static double mae(List<Metric> metrics) {
    return metrics.stream()
        .filter(m -> m.name().equals("mae"))
        .map(m -> Double.parseDouble(m.value()))
        .findFirst()
        .orElseThrow();
  }

  private static String dataset(String name, String columns) {
    return """
    apiVersion: sextant.dev/v1alpha1
    kind: Dataset
    metadata: {name: %s}
    spec:
      source: {files: {uris: ["s3://demo/taxis/taxis.csv"], format: CSV}}
      timeZone: America/New_York
      rows: {keepWhen: "fare > 0.0"}
      predictionTime: pickup
      columns:
    %s
      features:
      - {name: hour, cel: "pickup.getHours('America/New_York')"}
      - {name: weekday, cel: "pickup.getDayOfWeek('America/New_York')"}
      split:
        boundaries:
          validationFrom: "2019-03-22T04:00:00Z"
          testFrom: "2019-03-26T04:00:00Z"
          gap: 1h
    """
        .formatted(name, columns.stripTrailing());
  }
}
