package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.Golden;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingDeciderTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final JobSettings SETTINGS =
      new JobSettings("registry.example/worker:1", "IfNotPresent", "http://operator:8080");

  private TrainingRun run = Samples.run("ns");

  @Test
  void writesThePinDownBeforeAnythingElse() {
    Plan<TrainingRunStatus> plan = decide(world(true));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.next().snapshot().name()).isEqualTo("rides-1");
    assertThat(plan.next().inputHash()).hasSize(64);
    assertThat(plan.wakeUp()).isPresent();
  }

  @Test
  void thenCreatesItsJob() {
    remember(decide(world(true)));

    Plan<TrainingRunStatus> plan = decide(world(true));

    assertThat(plan.steps()).hasSize(1);
    Golden.assertMatches(
        "training/train-job.yaml", ((Step.Create) plan.steps().getFirst()).resource());
  }

  @Test
  void rendersTheVersionOfAResult() {
    SnapshotPin pin = new SnapshotPin("rides-1", "sha256:" + "a".repeat(64));

    Golden.assertMatches(
        "training/version.yaml",
        VersionResources.version(
            run,
            pin,
            Optional.of(Samples.snapshot("ns")),
            Samples.modelResult("c".repeat(64), "in"),
            "f".repeat(64)));
  }

  @Test
  void waitsForADatasetThatIsNotReady() {
    Verdict verdict = decide(world(false)).verdict();

    assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
    assertThat(verdict.claim().reason()).isEqualTo(Reason.SnapshotNotReady);
    assertThat(verdict.claim().message()).startsWith("spec.dataset.name: ");
  }

  @Test
  void saysWhatIsWrongWithAHeuristicBeforeAnythingRuns() {
    run = with("baselines: [{kind: Heuristic, cel: \"2.5 * distnace\"}]");
    remember(decide(world(true)));

    Plan<TrainingRunStatus> plan = decide(world(true));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.verdict()).isInstanceOf(Verdict.Stalled.class);
    assertThat(plan.verdict().claim().message()).startsWith("spec.baselines[0].cel: ");
  }

  @Test
  void namesAColumnThatIsNoInput() {
    run = with("preprocess: [{columns: [fare], as: Standardize}]");
    remember(decide(world(true)));

    assertThat(decide(world(true)).verdict().claim().message())
        .startsWith("spec.preprocess[0].columns: 'fare' is no input");
  }

  @Test
  void theHashKnowsWhatDecidesTheModelAndNothingElse() {
    SnapshotPin pin = new SnapshotPin("rides-1", "sha256:" + "a".repeat(64));
    SnapshotPin other = new SnapshotPin("rides-1", "sha256:" + "b".repeat(64));
    String hash = TrainingJobs.hash(run.getSpec(), pin);

    assertThat(TrainingJobs.hash(run.getSpec(), other)).isNotEqualTo(hash);
    assertThat(TrainingJobs.hash(with("seed: 8").getSpec(), pin)).isNotEqualTo(hash);
    assertThat(TrainingJobs.hash(with("limits: {duration: 2h}").getSpec(), pin)).isEqualTo(hash);
    assertThat(TrainingJobs.hash(with("ttl: 5m").getSpec(), pin)).isEqualTo(hash);
    assertThat(hash).isEqualTo(HASH);
  }

  private static final String HASH =
      "752af1568011cc4a09a37ccac274d9e7153f2829a6efe65d4ff1de2902f99df7";

  private static TrainingRun with(String line) {
    String yaml =
        """
        apiVersion: sextant.dev/v1alpha1
        kind: TrainingRun
        metadata: {name: fare-1, namespace: ns, uid: run-uid, generation: 1}
        spec:
          model: fare
          dataset: {name: rides}
          task: {kind: Regression}
          trainer: {xgboost: {rounds: 50, params: {eta: "0.1"}}}
          seed: 7
          baselines: [{kind: ZeroRule}, {kind: Heuristic, cel: "2.5 + 2.2 * distance"}]
          resources: {limits: {memory: 512Mi}}
        """;
    String key = line.substring(0, line.indexOf(':') + 1);
    String without =
        yaml.lines()
            .filter(l -> !l.startsWith("  " + key))
            .collect(java.util.stream.Collectors.joining("\n"));
    return Yaml.read(without + "\n  " + line + "\n", TrainingRun.class);
  }

  private Plan<TrainingRunStatus> decide(TrainingObserved seen) {
    return TrainingDecider.decide(run, seen, SETTINGS, NOW);
  }

  private void remember(Plan<TrainingRunStatus> plan) {
    TrainingRunStatus before = TrainingReconciler.SHAPE.of(run);
    run.setStatus(
        TrainingStatuses.with(
            plan.next(),
            1,
            Conditions.apply(before.conditions(), 1, plan.verdict(), plan.domain(), NOW)));
  }

  private static TrainingObserved world(boolean datasetReady) {
    DatasetSnapshot snapshot = Samples.snapshot("ns");
    snapshot.setStatus(
        new DatasetSnapshotStatus(
            1L, List.of(new Condition("Ready", ConditionStatus.True, 1L, null, "Available", ""))));
    return new TrainingObserved(
        Optional.of(Samples.store(true, "")),
        Optional.of(
            new TrainingObserved.DatasetFacts(datasetReady, "a Job runs", Optional.of("rides-1"))),
        List.of(snapshot),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty());
  }
}
