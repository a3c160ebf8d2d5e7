package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.common.Labels;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run does when its store cannot be used. */
class TrainingTroubleTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final SnapshotPin PIN = new SnapshotPin("rides-1", "sha256:" + "a".repeat(64));

  private final TrainingRun run = pinned();

  @ParameterizedTest
  @CsvSource({
    "WrongCredentials, WrongCredentials, Stalled",
    "AccessDenied, AccessDenied, Stalled",
    "BucketMissing, BucketMissing, Stalled",
    "BadStore, StoreError, Stalled",
    "EndpointUnreachable, EndpointUnreachable, Progressing",
    "Timeout, StoreError, Progressing",
  })
  void waitsAndSaysWhyInsteadOfFailing(String word, Reason reason, String verdict) {
    Plan<TrainingRunStatus> plan = decide(failed(1, 1, word, reason), true, NOW.plusSeconds(1));

    assertThat(plan.next().terminalHash()).isNull();
    assertThat(plan.next().phase()).isEqualTo("Pending");
    assertThat(plan.verdict().getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(plan.verdict().claim().reason()).isEqualTo(reason);
    assertThat(plan.verdict().claim().message()).contains("it is tried again").contains("the key");
    assertThat(plan.wakeUp()).contains(Duration.ofSeconds(14));
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void beginsAnewWithTheAttemptsThatAreLeft() {
    JobFacts job = failed(2, 3, "WrongCredentials", Reason.WrongCredentials);

    Plan<TrainingRunStatus> first = decide(job, true, NOW.plusSeconds(31));
    run.setStatus(first.next());
    Plan<TrainingRunStatus> plan = decide(job, true, NOW.plusSeconds(32));

    // A process that ends once the Job is deleted must not lose what only the Job knew.
    assertThat(first.steps()).isEmpty();
    assertThat(first.next().failures()).isEqualTo(2);
    assertThat(first.wakeUp()).isPresent();
    assertThat(plan.steps()).hasSize(2).first().isInstanceOf(Step.Delete.class);
    Job next = (Job) ((Step.Create) plan.steps().getLast()).resource();
    assertThat(next.getMetadata().getName()).endsWith("-3");
    // Two attempts at the work failed before the store did; one of three is left.
    assertThat(next.getMetadata().getAnnotations()).containsEntry(Labels.FAILURES_BEFORE, "2");
    assertThat(next.getSpec().getBackoffLimit()).isZero();
    assertThat(plan.next().failures()).isEqualTo(2);
  }

  /** Nobody who has mended the keys wants to wait for a pause of five minutes. */
  @ParameterizedTest
  @CsvSource({"-1, false", "0, false", "1, true"})
  void beginsAtOnceWhenTheStoreWasFoundFineSince(long seconds, boolean begins) {
    JobFacts job = failed(6, 1, "WrongCredentials", Reason.WrongCredentials);
    StoreFacts store = Samples.store(true, "fine", Optional.of(NOW.plusSeconds(seconds)));

    Plan<TrainingRunStatus> plan = decide(job, store, NOW.plusSeconds(2));

    assertThat(plan.steps().stream().anyMatch(Step.Create.class::isInstance)).isEqualTo(begins);
    if (!begins) {
      assertThat(plan.wakeUp()).contains(Duration.ofSeconds(298));
    }
  }

  @Test
  void waitsForAStoreThatIsNotReadyHoweverLongItTakes() {
    JobFacts job = failed(1, 1, "WrongCredentials", Reason.WrongCredentials);

    Plan<TrainingRunStatus> plan = decide(job, false, NOW.plus(Duration.ofDays(3)));

    assertThat(plan.verdict()).isInstanceOf(Verdict.Progressing.class);
    assertThat(plan.verdict().claim().reason()).isEqualTo(Reason.StoreNotReady);
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.next().terminalHash()).isNull();
  }

  @Test
  void saysForEverWhyItFailedWhateverElseWasSaidSince() {
    JobFacts job = failed(1, 3, "OutOfMemory", Reason.OutOfMemory);
    Plan<TrainingRunStatus> failed = decide(job, true, NOW);
    Verdict denied = Verdict.progressing(Reason.Denied, "a Job could not be deleted");
    run.setStatus(
        TrainingStatuses.with(
            failed.next(), 1, Conditions.apply(List.of(), 1, denied, List.of(), NOW)));

    Plan<TrainingRunStatus> again = decide(job, true, NOW.plusSeconds(60));

    assertThat(again.verdict()).isEqualTo(failed.verdict());
  }

  private Plan<TrainingRunStatus> decide(JobFacts job, boolean storeReady, Instant now) {
    return decide(job, Samples.store(storeReady, "the key is not known"), now);
  }

  private Plan<TrainingRunStatus> decide(JobFacts job, StoreFacts store, Instant now) {
    var snapshot = Samples.snapshot("ns");
    return TrainingDecider.decide(
        run,
        new TrainingObserved(
            Optional.of(store),
            Optional.empty(),
            List.of(snapshot),
            List.of(),
            List.of(job),
            Map.of(),
            Optional.empty()),
        new JobSettings("worker:1", "IfNotPresent", "http://operator:8080"),
        now);
  }

  private JobFacts failed(int attempt, int failures, String word, Reason reason) {
    String hash = TrainingJobs.hash(run.getSpec(), PIN);
    return new JobFacts(
        Names.job("train", "fare-1", hash, attempt),
        "job-uid",
        JobFacts.Phase.Failed,
        failures,
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new JobFailure(new Claim(reason, "the key is not known"), word, 43, null, false)),
        NOW.minusSeconds(60),
        Optional.of(NOW),
        false);
  }

  private static TrainingRun pinned() {
    TrainingRun run = Samples.run("ns");
    run.setStatus(
        TrainingStatuses.pinned(
            TrainingStatuses.EMPTY, PIN, TrainingJobs.hash(run.getSpec(), PIN)));
    return run;
  }
}
