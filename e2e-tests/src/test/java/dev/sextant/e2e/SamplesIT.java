package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.ModelVersionStatus;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every file of samples/ is applied, becomes Ready, and what it serves answers. */
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SamplesIT {
  static Workspace demo;

  @BeforeAll
  static void bringData(@TempDir Path directory) {
    demo = Workspace.prepare("demo");
    Path rides = directory.resolve("rides.csv");
    Shell.run("bin/sextant", "generate", "--seed", "7", "--rows", "20000", rides.toString())
        .expectSuccess();
    demo.put(rides, "rides/rides.csv");
  }

  @Test
  @Order(1)
  void everySampleIsAppliedAndBecomesReady() throws IOException {
    try (Stream<Path> files = Files.walk(Shell.ROOT.resolve("samples"))) {
      List<Path> yaml = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
      assertThat(yaml).hasSizeGreaterThanOrEqualTo(6);
      for (Path file : yaml) {
        demo.apply(Files.readString(file));
      }
    }

    demo.ready(Dataset.class, "rides", DatasetStatus::conditions);
    demo.ready(Dataset.class, "tipped-rides", DatasetStatus::conditions);
    demo.ready(TrainingRun.class, "fare-1", TrainingRunStatus::conditions);
    demo.ready(TrainingRun.class, "tips-1", TrainingRunStatus::conditions);
    demo.ready(ModelDeployment.class, "fare", ModelDeploymentStatus::conditions);
    demo.ready(ModelDeployment.class, "tips", ModelDeploymentStatus::conditions);
  }

  @Test
  @Order(2)
  void kubectlWaitWorksOnEveryKind() {
    for (String kind :
        List.of(
            "artifactstore",
            "dataset",
            "datasetsnapshot",
            "trainingrun",
            "modelversion",
            "modeldeployment")) {
      Shell.run(
              "kubectl",
              "-n",
              "demo",
              "wait",
              "--for=condition=Ready",
              kind,
              "--all",
              "--timeout=60s")
          .expectSuccess();
    }
  }

  @Test
  @Order(3)
  void theFareModelAnswersByTheRuleThatMadeTheData() throws Exception {
    try (Inference fare = new Inference(demo, "fare")) {
      double near = Inference.prediction(fare.infer(Inference.ride(2.0)));
      double far = Inference.prediction(fare.infer(Inference.ride(12.0)));
      JsonNode missing = fare.infer(Inference.ride(null).put("id", "mine"));

      // 2.5 + 2.2 * distance + 0.4 * minutes (18 km/h by day, 2 minutes more) + a zone's +-1.5.
      assertThat(near).isBetween(7.5, 14.0);
      assertThat(far).isBetween(37.0, 53.0);
      assertThat(Inference.prediction(missing)).isFinite().isPositive();
      assertThat(missing.get("id").asText()).isEqualTo("mine");
    }
  }

  @Test
  @Order(4)
  void theTipsModelAnswersAProbabilityAndALabel() throws Exception {
    try (Inference tips = new Inference(demo, "tips")) {
      var body = Inference.request();
      Inference.input(body, "distance", "FP64", List.of(3.0, 3.0));
      Inference.input(body, "payment", "BYTES", List.of("card", "cash"));
      Inference.input(body, "airport", "BOOL", List.of(false, false));
      Inference.input(
          body, "pickup", "BYTES", List.of("2026-02-20T18:30:00Z", "2026-02-20T18:30:00Z"));

      JsonNode outputs = tips.infer(body).get("outputs");

      assertThat(outputs.get(0).get("name").asText()).isEqualTo("probability");
      double card = outputs.get(0).get("data").get(0).asDouble();
      double cash = outputs.get(0).get("data").get(1).asDouble();
      assertThat(card).isBetween(0.0, 1.0).isGreaterThan(cash + 0.15);
      assertThat(outputs.get(1).get("data").get(0).asText()).isIn("yes", "no");
    }
  }

  @Test
  @Order(5)
  void theModelBeatsTheSimpleRules() {
    ModelVersion version = demo.version(demo.run("fare-1").getStatus().modelVersion());

    assertThat(version.getSpec().baselines())
        .extracting(b -> b.kind().name())
        .containsExactlyInAnyOrder("ZeroRule", "Random", "Heuristic");
    assertThat(version.getSpec().metrics()).extracting(m -> m.name()).contains("rmse", "mae", "r2");
    assertThat(demo.is(version, ModelVersionStatus::conditions, "Ready")).isTrue();
  }
}
