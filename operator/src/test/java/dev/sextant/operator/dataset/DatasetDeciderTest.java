package dev.sextant.operator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetStatus;
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
import dev.sextant.operator.results.Results;
import dev.sextant.operator.testing.Golden;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetDeciderTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final JobSettings SETTINGS =
      new JobSettings("registry.example/worker:1", "IfNotPresent", "http://operator:8080");

  private final Dataset dataset = Samples.dataset("ns");

  @Test
  void createsOneJobWhenTheStoreIsReady() {
    Plan<DatasetStatus> plan = decide(seen(List.of(), List.of()));

    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().getFirst()).isInstanceOf(Step.Create.class);
    Golden.assertMatches(
        "dataset/snapshot-job.yaml", ((Step.Create) plan.steps().getFirst()).resource());
  }

  @Test
  void recordsASnapshotOnceThenRests() {
    JobFacts job = job(JobFacts.Phase.Succeeded);
    DatasetObserved seen = seen(List.of(job), List.of());

    Plan<DatasetStatus> made = decide(seen);
    remember(made);
    DatasetSnapshot snapshot =
        (DatasetSnapshot) ((Step.Register) made.steps().getFirst()).resource();
    Plan<DatasetStatus> second = decide(seen(List.of(job), List.of(snapshot)));

    assertThat(made.steps()).hasSize(1);
    assertThat(made.verdict()).isInstanceOf(Verdict.Ready.class);
    Golden.assertMatches(
        "dataset/snapshot.yaml", ((Step.Register) made.steps().getFirst()).resource());
    assertThat(second.steps()).isEmpty();
    assertThat(second.verdict()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void asksForTheResultBeforeItIsThere() {
    DatasetObserved seen = unanswered(job(JobFacts.Phase.Succeeded));

    Plan<DatasetStatus> plan = decide(seen);

    assertThat(plan.steps()).hasSize(1).allMatch(Step.ReadResult.class::isInstance);
    assertThat(plan.verdict().claim().reason()).isEqualTo(Reason.ReadingResult);
  }

  @Test
  void aFailureIsFinalUntilTheTokenChanges() {
    remember(decide(seen(List.of(job(JobFacts.Phase.Failed)), List.of())));
    String said = Conditions.readyMessage(dataset.getStatus().conditions());

    Plan<DatasetStatus> withoutJob = decide(seen(List.of(), List.of()));
    dataset.setSpec(withToken("again"));
    Plan<DatasetStatus> again = decide(seen(List.of(), List.of()));

    assertThat(said).contains("spec.refresh.token");
    assertThat(withoutJob.steps()).isEmpty();
    assertThat(withoutJob.verdict().claim().message()).isEqualTo(said);
    assertThat(again.steps()).hasSize(1);
  }

  @Test
  void aSnapshotWithTheSameInputIsUsedWhenTheDatasetIsMadeAnew() {
    DatasetSnapshot snapshot = snapshot(1);

    Plan<DatasetStatus> plan = decide(seen(List.of(), List.of(snapshot)));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.verdict().claim().reason()).isEqualTo(Reason.Reused);
    assertThat(plan.next().snapshot().name()).isEqualTo(snapshot.getMetadata().getName());
  }

  @Test
  void takesReadyBackBeforeASnapshotThatWentAwayIsRegisteredAnew() {
    DatasetObserved seen = seen(List.of(job(JobFacts.Phase.Succeeded)), List.of());
    remember(decide(seen));

    Plan<DatasetStatus> late = decide(seen, NOW.plusSeconds(10));
    Plan<DatasetStatus> gone = decide(seen, NOW.plusSeconds(61));
    remember(gone);
    Plan<DatasetStatus> anew = decide(seen, NOW.plusSeconds(62));

    assertThat(late.verdict()).as("the cache may be late").isInstanceOf(Verdict.Ready.class);
    assertThat(gone.verdict().standing()).isEmpty();
    assertThat(gone.steps()).isEmpty();
    assertThat(gone.wakeUp()).isPresent();
    assertThat(anew.steps()).hasSize(1).allMatch(Step.Register.class::isInstance);
  }

  @Test
  void suspendsAJobWhoseWorkIsWantedNoMoreToo() {
    JobFacts job = job(JobFacts.Phase.Running);
    dataset.setSpec(withToken("again"));
    dataset.setSpec(DatasetCopies.wanting(dataset, s -> s.put("suspend", true)).getSpec());

    Plan<DatasetStatus> plan = decide(seen(List.of(job), List.of()));

    assertThat(plan.verdict().claim().reason()).isEqualTo(Reason.Suspended);
    assertThat(plan.steps()).hasSize(1).allMatch(Step.Merge.class::isInstance);
  }

  @Test
  void writesDownFailedAttemptsBeforeTheirJobGoes() {
    JobFacts failed = job(JobFacts.Phase.Failed);
    JobFailure trouble =
        new JobFailure(new Claim(Reason.StoreError, "no answer"), "Timeout", 43, null, false);
    JobFacts kept =
        new JobFacts(
            failed.name(),
            failed.uid(),
            failed.phase(),
            failed.failures(),
            failed.waiting(),
            failed.termination(),
            Optional.of(trouble),
            failed.created(),
            failed.finished(),
            failed.wantsSuspend());

    Plan<DatasetStatus> first = decide(seen(List.of(kept), List.of()), NOW.plusSeconds(16));
    remember(first);
    Plan<DatasetStatus> second = decide(seen(List.of(kept), List.of()), NOW.plusSeconds(17));

    assertThat(first.steps()).isEmpty();
    assertThat(first.next().failures()).isEqualTo(2);
    assertThat(first.wakeUp()).isPresent();
    assertThat(second.steps()).hasSize(2).last().isInstanceOf(Step.Create.class);
  }

  @Test
  void keepsWhatIsInUseAndDeletesTheOldestOfTheRest() {
    List<DatasetSnapshot> snapshots =
        IntStream.rangeClosed(1, 8).mapToObj(i -> snapshot(9 - i)).toList();
    Plan<DatasetStatus> adopted = decide(seen(List.of(), snapshots));
    remember(adopted);
    DatasetObserved all = seen(List.of(), snapshots);
    DatasetObserved used =
        new DatasetObserved(
            all.store(), all.jobs(), all.answers(), snapshots, Set.of("rides-2"), all.progress());

    List<String> deleted =
        decide(used).steps().stream().map(s -> ((Step.Delete) s).target().name()).toList();

    assertThat(adopted.wakeUp()).as("they are deleted soon").isPresent();
    assertThat(deleted).containsExactly("rides-3", "rides-1");
  }

  @Test
  void saysTheStoresOwnWordsWhileItIsNotReady() {
    DatasetObserved seen = seen(List.of(), List.of());
    DatasetObserved down =
        new DatasetObserved(
            seen.store()
                .map(s ->
                    new StoreFacts(
                        s.name(), false, "no bucket", s.location(), s.secretName(), s.foundFine())),
            List.of(),
            Map.of(),
            List.of(),
            Set.of(),
            Optional.empty());

    Verdict verdict = decide(down).verdict();

    assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
    assertThat(verdict.claim().message())
        .isEqualTo(
            "spec.store: ArtifactStore \"default\" is not Ready: no bucket; it goes on when the"
                + " store is Ready");
  }

  @Test
  void theScheduleMakesWorkOnceForEachTime() {
    dataset.setSpec(withSchedule("0 3 * * *"));

    String morning = DatasetDecider.work(dataset.getSpec(), NOW);

    assertThat(DatasetDecider.work(dataset.getSpec(), NOW.plusSeconds(3_600))).isEqualTo(morning);
    assertThat(DatasetDecider.work(dataset.getSpec(), NOW.plusSeconds(86_400)))
        .isNotEqualTo(morning);
    assertThat(decide(seen(List.of(), List.of())).next().nextRefreshTime())
        .isEqualTo("2026-02-02T03:00:00Z");
  }

  @Test
  void theHashOfAnUnchangedSpecStaysTheSameAcrossReleases() {
    assertThat(DatasetJobs.hash(dataset.getSpec())).isEqualTo(HASH);
  }

  @Test
  void theHashDoesNotChangeWithWhatDoesNotShapeTheRows() {
    String before = DatasetJobs.hash(dataset.getSpec());

    dataset.setSpec(withToken("x"));

    assertThat(DatasetJobs.hash(dataset.getSpec())).isEqualTo(before);
  }

  private static final String HASH =
      "4a4deaeae204e5495b7ddf67b2a75116293acab41381da6958f3f3b6e3b9b33c";

  private Plan<DatasetStatus> decide(DatasetObserved seen) {
    return decide(seen, NOW);
  }

  private Plan<DatasetStatus> decide(DatasetObserved seen, Instant now) {
    return DatasetDecider.decide(dataset, seen, SETTINGS, now);
  }

  private void remember(Plan<DatasetStatus> plan) {
    DatasetStatus before = DatasetReconciler.SHAPE.of(dataset);
    dataset.setStatus(
        DatasetStatuses.with(
            plan.next(),
            1,
            Conditions.apply(before.conditions(), 1, plan.verdict(), plan.domain(), NOW)));
  }

  private dev.sextant.api.dataset.DatasetSpec withToken(String token) {
    return spec("refresh: {token: \"" + token + "\"}");
  }

  private dev.sextant.api.dataset.DatasetSpec withSchedule(String schedule) {
    return spec("refresh: {schedule: \"" + schedule + "\"}");
  }

  private static dev.sextant.api.dataset.DatasetSpec spec(String line) {
    String yaml = Serialization.asYaml(Samples.dataset("ns")).stripTrailing();
    return Yaml.read(yaml.replace("\nspec:\n", "\nspec:\n  " + line + "\n"), Dataset.class)
        .getSpec();
  }

  private DatasetSnapshot snapshot(int number) {
    DatasetSnapshot snapshot = Samples.snapshot("ns");
    var s = snapshot.getSpec();
    snapshot.getMetadata().setName("rides-" + number);
    snapshot.getMetadata().setCreationTimestamp("2026-01-01T00:00:00Z");
    snapshot.setSpec(
        new dev.sextant.api.dataset.DatasetSnapshotSpec(
            s.dataset(),
            s.digest(),
            DatasetJobs.hash(dataset.getSpec()),
            s.store(),
            s.manifest(),
            number,
            s.rows(),
            s.columns(),
            s.features(),
            s.timeFrom(),
            s.timeUntil(),
            s.checks()));
    return snapshot;
  }

  private DatasetObserved unanswered(JobFacts job) {
    DatasetObserved seen = seen(List.of(job), List.of());
    return new DatasetObserved(
        seen.store(), seen.jobs(), Map.of(), List.of(), Set.of(), Optional.empty());
  }

  private static DatasetObserved seen(List<JobFacts> jobs, List<DatasetSnapshot> snapshots) {
    return new DatasetObserved(
        Optional.of(Samples.store(true, "")),
        jobs,
        Map.of("job-uid", new Results.Answer.Read(Samples.snapshotResult("a".repeat(64), "in"))),
        snapshots,
        Set.of(),
        Optional.empty());
  }

  private JobFacts job(JobFacts.Phase phase) {
    return SnapshotJobs.of(
        Names.job("snapshot", "rides", DatasetDecider.work(dataset.getSpec(), NOW), 1),
        "job-uid",
        phase,
        NOW.minusSeconds(60),
        Optional.of(NOW));
  }
}
