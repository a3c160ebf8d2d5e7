package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.ModelVersionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of samples/ is applied, becomes Ready, and what it serves answers; the operator is
 * killed on the way.
 */
@Order(1)
@ExtendWith(Stage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SamplesIT {
  static final Workspace demo = Workspace.of(Stage.NAMESPACE);

  @BeforeAll
  static void bringData(@TempDir Path directory) {
    Path rides = directory.resolve("rides.csv");
    Shell.run("bin/sextant", "generate", "--seed", "7", "--rows", "20000", rides.toString())
        .expectSuccess();
    demo.put(rides, "rides/rides.csv");
  }

  @Test
  @Order(1)
  void everySampleIsAppliedAndEachOfItsObjectsBecomesReady() throws IOException {
    List<Path> samples = samples();
    assertThat(samples).isNotEmpty();
    try (var killer = OperatorKiller.during("samples", 3)) {
      for (Path sample : samples) {
        demo.apply(Files.readString(sample));
      }

      for (Path sample : samples) {
        demo.readyAll(Files.readString(sample));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> !killer.kills().isEmpty());
    }
  }

  /** A file that is not applied here is one that nobody knows to work. */
  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(Shell.ROOT.resolve("samples"))) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      assertThat(all).allMatch(file -> file.toString().endsWith(".yaml"), "is YAML to be applied");
      return all;
    }
  }

  @Test
  @Order(2)
  void kubectlWaitWorksOnEveryKind() {
    List<String> kinds =
        demo.kubectl("api-resources", "--categories=ml", "--output=name").lines().toList();
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "artifactstores.sextant.dev",
            "datasets.sextant.dev",
            "datasetsnapshots.sextant.dev",
            "trainingruns.sextant.dev",
            "modelversions.sextant.dev",
            "modeldeployments.sextant.dev",
            "routes.sextant.dev");
    for (String kind : kinds) {
      demo.kubectl("wait", "--for=condition=Ready", kind, "--all", "--timeout=60s");
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
