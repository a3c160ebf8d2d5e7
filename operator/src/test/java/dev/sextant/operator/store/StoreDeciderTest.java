package dev.sextant.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.BackOff;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.Golden;
import dev.sextant.operator.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreDeciderTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final JobSettings SETTINGS =
      new JobSettings("registry.example/worker:1", "IfNotPresent", "http://operator:8080");

  private final ArtifactStore store = Samples.store("ns");

  @Test
  void probesAStoreThatWasNeverLookedAt() {
    Plan<ArtifactStoreStatus> plan = decide(List.of(), NOW);

    assertThat(plan.steps()).hasSize(1);
    Golden.assertMatches(
        "store/probe-job.yaml", ((Step.Create) plan.steps().getFirst()).resource());
  }

  @ParameterizedTest
  @CsvSource({
    "WrongCredentials,    WrongCredentials",
    "BucketMissing,       BucketMissing",
    "EndpointUnreachable, EndpointUnreachable",
    "AccessDenied,        AccessDenied",
    "SomethingElse,       StoreError"
  })
  void tellsTheWaysApartInWhichAStoreCanBeUnusable(String word, Reason reason) {
    Verdict verdict = decide(List.of(failed(1, word)), NOW).verdict();

    assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
    assertThat(verdict.claim().reason()).isEqualTo(reason);
  }

  @Test
  void recoversByItselfBecauseItTriesAgain() {
    JobFacts first = failed(1, "EndpointUnreachable");
    remember(decide(List.of(first), NOW));

    Plan<ArtifactStoreStatus> early = decide(List.of(first), NOW.plusSeconds(5));
    Plan<ArtifactStoreStatus> due = decide(List.of(first), NOW.plusSeconds(16));

    assertThat(early.steps()).isEmpty();
    assertThat(early.wakeUp()).contains(Duration.ofSeconds(10));
    assertThat(due.steps()).hasSize(2);
    assertThat(due.steps().getLast()).isInstanceOf(Step.Create.class);
    assertThat(due.verdict()).isInstanceOf(Verdict.Stalled.class);
  }

  @Test
  void writesDownWhatAProbeFoundBeforeItsJobGoes() {
    JobFacts failed = failed(1, "WrongCredentials");

    Plan<ArtifactStoreStatus> found = decide(List.of(failed), NOW.plusSeconds(16));
    remember(found);
    Plan<ArtifactStoreStatus> due = decide(List.of(failed), NOW.plusSeconds(17));

    assertThat(found.verdict()).isInstanceOf(Verdict.Stalled.class);
    assertThat(found.steps()).isEmpty();
    assertThat(found.wakeUp()).isPresent();
    assertThat(due.steps()).hasSize(2);
  }

  @Test
  void theNextProbeIsTheSameWhileNoneIsSeen() {
    JobFacts first = failed(1, "EndpointUnreachable");
    remember(decide(List.of(first), NOW));

    Plan<ArtifactStoreStatus> due = decide(List.of(first), NOW.plusSeconds(16));
    remember(due);
    Plan<ArtifactStoreStatus> unseen = decide(List.of(), NOW.plusSeconds(301));

    assertThat(unseen.steps()).containsExactly(due.steps().getLast());
  }

  @Test
  void staysReadyWhileItIsProbedAgainAfterAnHour() {
    JobFacts fine = job(1, JobFacts.Phase.Succeeded, null);
    remember(decide(List.of(fine), NOW));

    Plan<ArtifactStoreStatus> due = decide(List.of(fine), NOW.plusSeconds(3_601));

    assertThat(due.verdict()).isInstanceOf(Verdict.Ready.class);
    assertThat(due.steps().getLast()).isInstanceOf(Step.Create.class);
  }

  @Test
  void theSecondDecisionHasNoSteps() {
    JobFacts fine = job(1, JobFacts.Phase.Succeeded, null);
    remember(decide(List.of(fine), NOW));
    ArtifactStoreStatus before = store.getStatus();

    Plan<ArtifactStoreStatus> second = decide(List.of(fine), NOW.plusSeconds(1));
    remember(second);

    assertThat(second.steps()).isEmpty();
    assertThat(store.getStatus()).isEqualTo(before);
  }

  @Property
  void thePauseGrowsAndNeverExceedsItsLimit(@ForAll @IntRange(min = 1, max = 100_000) int attempt) {
    assertThat(BackOff.after(attempt))
        .isBetween(BackOff.SOONEST, BackOff.LATEST)
        .isLessThanOrEqualTo(BackOff.after(attempt + 1));
  }

  @Test
  void aJobThatHasTroubleLetsItBeProbedSoon() {
    JobFacts fine = job(1, JobFacts.Phase.Succeeded, null);
    remember(decide(List.of(fine), NOW));
    Instant trouble = NOW.plusSeconds(20);

    Plan<ArtifactStoreStatus> early = decide(List.of(fine), trouble, NOW.plusSeconds(21));
    Plan<ArtifactStoreStatus> due = decide(List.of(fine), trouble, NOW.plusSeconds(60));

    assertThat(early.steps()).isEmpty();
    assertThat(early.wakeUp()).contains(Duration.ofSeconds(39));
    assertThat(due.verdict()).isInstanceOf(Verdict.Ready.class);
    assertThat(due.steps().getLast()).isInstanceOf(Step.Create.class);
  }

  @Test
  void aProbeAnswersTheDoubtsThatThereWere() {
    JobFacts fine = job(1, JobFacts.Phase.Succeeded, null);
    remember(decide(List.of(fine), NOW));

    Plan<ArtifactStoreStatus> later =
        decide(List.of(fine), fine.created().minusSeconds(1), NOW.plusSeconds(600));

    assertThat(later.steps()).isEmpty();
    assertThat(later.wakeUp()).contains(Duration.ofMinutes(50));
  }

  @Test
  void whileItIsTriedAgainItSaysWhatWasFoundLast() {
    remember(decide(List.of(failed(1, "WrongCredentials")), NOW));

    Plan<ArtifactStoreStatus> anew = decide(List.of(), NOW.plusSeconds(301));
    remember(anew);
    Plan<ArtifactStoreStatus> unseen = decide(List.of(), NOW.plusSeconds(302));
    JobFacts job =
        new JobFacts(
            StoreProbe.of(store).name(1),
            "uid",
            JobFacts.Phase.Running,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NOW.plusSeconds(301),
            Optional.empty(),
            false);
    Plan<ArtifactStoreStatus> running = decide(List.of(job), NOW.plusSeconds(303));

    assertThat(anew.steps()).hasSize(1);
    assertThat(unseen.steps()).as("the same Job, which is not seen yet").isEqualTo(anew.steps());
    assertThat(running.verdict()).isEqualTo(anew.verdict());
    assertThat(running.verdict()).isInstanceOf(Verdict.Stalled.class);
    assertThat(running.verdict().claim().reason()).isEqualTo(Reason.WrongCredentials);
  }

  private Plan<ArtifactStoreStatus> decide(List<JobFacts> jobs, Instant now) {
    return StoreDecider.decide(store, new StoreObserved(jobs, Optional.empty()), SETTINGS, now);
  }

  private Plan<ArtifactStoreStatus> decide(List<JobFacts> jobs, Instant doubted, Instant now) {
    return StoreDecider.decide(store, new StoreObserved(jobs, Optional.of(doubted)), SETTINGS, now);
  }

  private void remember(Plan<ArtifactStoreStatus> plan) {
    ArtifactStoreStatus before = StoreReconciler.SHAPE.of(store);
    store.setStatus(
        StoreReconciler.SHAPE
            .decorate()
            .with(
                plan.next(),
                1,
                Conditions.apply(before.conditions(), 1, plan.verdict(), plan.domain(), NOW)));
  }

  private JobFacts failed(int attempt, String word) {
    return job(
        attempt,
        JobFacts.Phase.Failed,
        new JobFailure(
            new Claim(Reason.of(word).orElse(Reason.JobFailed), "it does not work"),
            word,
            1,
            null,
            false));
  }

  private JobFacts job(
      int attempt, JobFacts.Phase phase, @org.jspecify.annotations.Nullable JobFailure failure) {
    Step.Create create =
        (Step.Create) decide(List.of(), NOW.minusSeconds(99_999)).steps().getLast();
    String name = create.resource().getMetadata().getName();
    return new JobFacts(
        name.substring(0, name.length() - 1) + attempt,
        "uid-" + attempt,
        phase,
        failure == null ? 0 : 1,
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(failure),
        NOW.minusSeconds(10),
        Optional.of(NOW),
        false);
  }
}
