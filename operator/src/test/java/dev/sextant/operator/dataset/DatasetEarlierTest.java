package dev.sextant.operator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of work that a schedule wanted, and that was not done when it was due again. */
class DatasetEarlierTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:10:20Z");
  private static final Instant BEFORE = NOW.minusSeconds(60);
  private static final Instant LONG_BEFORE = NOW.minusSeconds(600);

  private final Dataset dataset = everyMinute();
  private Map<String, Results.Answer> answers = Map.of();

  @Test
  void isSeenToItsEnd() {
    Plan<DatasetStatus> plan = decide(job(BEFORE, BEFORE, JobFacts.Phase.Running));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.next().job()).isEqualTo(name(BEFORE));
  }

  @Test
  void givesWayWhereItsResultIsLost() {
    answers = Map.of(LONG_BEFORE.toString(), new Results.Answer.Unreadable("no answer", NOW));

    Plan<DatasetStatus> plan = decide(job(LONG_BEFORE, LONG_BEFORE, JobFacts.Phase.Succeeded));

    assertBegins(plan);
  }

  @Test
  void isNotSeenToItsEndTwice() {
    JobFacts newer = job(BEFORE, BEFORE, JobFacts.Phase.Succeeded);
    JobFacts older = job(LONG_BEFORE, LONG_BEFORE, JobFacts.Phase.Succeeded);
    Results.Answer result = new Results.Answer.Read(Samples.snapshotResult("a".repeat(64), "in"));
    answers = Map.of(older.uid(), result, newer.uid(), result);

    Plan<DatasetStatus> made = decide(newer, older);
    dataset.setStatus(made.next());

    assertThat(made.steps()).hasSize(1).allMatch(Step.Register.class::isInstance);
    assertBegins(decide(newer, older));
  }

  @Test
  void isNotMistakenForWhatFailedBesideIt() {
    JobFacts failed = job(BEFORE, BEFORE, JobFacts.Phase.Failed);
    JobFacts other = job(LONG_BEFORE, BEFORE.minusSeconds(1), JobFacts.Phase.Running);

    assertBegins(decide(failed, other));
  }

  private void assertBegins(Plan<DatasetStatus> plan) {
    assertThat(plan.next().job()).isEqualTo(name(NOW));
    assertThat(plan.steps()).last().isInstanceOf(Step.Create.class);
  }

  private Plan<DatasetStatus> decide(JobFacts... newestFirst) {
    return DatasetDecider.decide(
        dataset,
        new DatasetObserved(
            Optional.of(Samples.store(true, "")),
            List.of(newestFirst),
            answers,
            List.of(),
            Set.of(),
            Optional.empty()),
        new JobSettings("worker:1", "IfNotPresent", "http://operator:8080"),
        NOW);
  }

  private String name(Instant due) {
    return Names.job("snapshot", "rides", DatasetDecider.work(dataset.getSpec(), due), 1);
  }

  private JobFacts job(Instant due, Instant created, JobFacts.Phase phase) {
    return SnapshotJobs.of(
        name(due),
        due.toString(),
        phase,
        created,
        phase == JobFacts.Phase.Running ? Optional.empty() : Optional.of(created.plusSeconds(1)));
  }

  private static Dataset everyMinute() {
    String yaml = Serialization.asYaml(Samples.dataset("ns"));
    return Yaml.read(
        yaml.replace("\nspec:\n", "\nspec:\n  refresh: {schedule: \"* * * * *\"}\n"),
        Dataset.class);
  }
}
