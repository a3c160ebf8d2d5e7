package dev.sextant.operator.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetFailure;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.sim.Brain;
import dev.sextant.operator.sim.JobFaults;
import dev.sextant.operator.sim.Plant;
import dev.sextant.operator.sim.SimWorld;
import dev.sextant.operator.sim.Slip;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Faults that somebody might make; each must be found. */
enum DatasetFault {
  ForgetTheSuccess(() -> knowing(DatasetCopies::unrecorded)),
  ForgetTheFailure(() -> knowing(s -> DatasetCopies.failure(s, null))),
  FailForEver(DatasetFault::stubborn),
  OneSnapshotForEachJob(() -> Plant.doing(real(), (d, steps) -> renamed(steps))),
  SkipTheSnapshot(() -> Plant.omitting(real(), Step.Register.class::isInstance)),
  PruneWhatIsUsed(() -> Plant.seeing(real(), DatasetCopies::unused)),
  PruneTooMuch(() -> Plant.taking(real(), d -> wanting(d, s -> history(s, 1)))),
  PruneNothing(() -> Plant.omitting(real(), s -> deletes(s, DatasetSnapshot.class))),
  AdoptNothing(DatasetFault::blind),
  IgnoreSuspend(() -> Plant.taking(real(), d -> wanting(d, s -> s.put("suspend", false)))),
  NeverResume(() -> Plant.omitting(real(), s -> merges(s, "false"))),
  NeverSuspendTheJob(() -> Plant.omitting(real(), s -> merges(s, "true"))),
  IgnoreTheToken(() -> Plant.taking(real(), d -> wanting(d, s -> refresh(s, "token")))),
  IgnoreTheSchedule(() -> Plant.taking(real(), d -> wanting(d, s -> refresh(s, "schedule")))),
  ThrowAwayWhatRuns(() -> jobs(j -> DatasetCopies.created(j, Instant.EPOCH))),
  NeverReadAgain(() -> Plant.seeing(real(), s -> DatasetCopies.answers(s, DatasetFault::pending))),
  WaitForAFailedJob(() -> jobs(JobFaults::neverFails)),
  FailForGoodWhenTheStoreFails(() -> jobs(JobFaults::troubleIsFailure)),
  CountTheStoresFailures(() -> jobs(JobFaults::troubleCosts)),
  ForgetTheAttempts(() -> Plant.doing(real(), (d, steps) -> JobFaults.unspent(steps, 3))),
  TryAgainWithoutAPause(() -> jobs(JobFaults::longAgo)),
  NeverComeBack(() -> Plant.waking(real(), w -> Optional.empty())),
  ComeBackTooLate(() -> Plant.waking(real(), w -> w.map(d -> d.plus(Duration.ofHours(30))))),
  LeaveTheJobs(() -> Plant.omitting(real(), s -> deletes(s, Job.class))),
  ApplyAStalePlan(() -> Plant.stale(real())),
  WriteTheStatusFirst(DatasetFault::real, Slip.StatusFirst),
  SpeakOfThePredecessor(DatasetFault::real, Slip.AnyUid),
  TakeThePredecessorsJobs(DatasetFault::real, Slip.OrphansAreOurs),
  LoseAnEdit(DatasetFault::real, Slip.LosesEdits),
  CallItReadyWhenRefused(DatasetFault::real, Slip.ReadyWithoutTheSteps);

  // Each of them is a method reference or a lambda without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Brain<Dataset, DatasetObserved, DatasetStatus>> maker;

  @SuppressWarnings("ImmutableEnumChecker")
  final Set<Slip> slips = EnumSet.noneOf(Slip.class);

  DatasetFault(Supplier<Brain<Dataset, DatasetObserved, DatasetStatus>> maker, Slip... slips) {
    this.maker = maker;
    this.slips.addAll(List.of(slips));
  }

  Brain<Dataset, DatasetObserved, DatasetStatus> planted() {
    return maker.get();
  }

  static Brain<Dataset, DatasetObserved, DatasetStatus> real() {
    return (dataset, seen, now) -> DatasetDecider.decide(dataset, seen, SimWorld.SETTINGS, now);
  }

  private static Brain<Dataset, DatasetObserved, DatasetStatus> jobs(
      UnaryOperator<JobFacts> change) {
    return Plant.seeing(real(), s -> DatasetCopies.jobs(s, change));
  }

  private static Brain<Dataset, DatasetObserved, DatasetStatus> knowing(
      UnaryOperator<DatasetStatus> change) {
    return Plant.taking(real(), d -> DatasetCopies.dataset(d, change));
  }

  /** What failed once is held against all other work. */
  private static Brain<Dataset, DatasetObserved, DatasetStatus> stubborn() {
    return (dataset, seen, now) -> {
      DatasetFailure f = DatasetReconciler.SHAPE.of(dataset).failure();
      return f == null || DatasetCheck.problem(dataset.getSpec()).isPresent()
          ? real().decide(dataset, seen, now)
          : real()
              .decide(
                  DatasetCopies.dataset(
                      dataset,
                      s ->
                          DatasetCopies.failure(
                              s,
                              new DatasetFailure(
                                  DatasetDecider.work(dataset.getSpec(), now),
                                  f.failureClass(),
                                  f.exitCode(),
                                  f.message(),
                                  null))),
                  seen,
                  now);
    };
  }

  /** While no Job is there, snapshots are not seen. */
  private static Brain<Dataset, DatasetObserved, DatasetStatus> blind() {
    return Plant.when(
        real(),
        seen -> seen.jobs().isEmpty(),
        (d, seen, now) -> real().decide(d, DatasetCopies.withoutSnapshots(seen), now));
  }

  private static Dataset wanting(Dataset dataset, java.util.function.Consumer<ObjectNode> change) {
    return DatasetCopies.wanting(dataset, change);
  }

  private static void history(ObjectNode spec, int snapshots) {
    spec.withObject("/history").put("snapshots", snapshots);
  }

  private static void refresh(ObjectNode spec, String field) {
    if (spec.get("refresh") instanceof ObjectNode refresh) {
      refresh.remove(field);
    }
  }

  private static List<Step> renamed(List<Step> steps) {
    List<Step> renamed = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Register(DatasetSnapshot snapshot, var siblings, var ours)) {
        DatasetSnapshot copy = DatasetCopies.numbered(snapshot, 1);
        copy.setMetadata(
            snapshot.getMetadata().edit().withName("rides-" + System.nanoTime()).build());
        renamed.add(new Step.Register(copy, siblings, ours));
      } else {
        renamed.add(step);
      }
    }
    return renamed;
  }

  private static Results.Answer pending(Results.Answer answer) {
    return answer instanceof Results.Answer.Unreadable ? new Results.Answer.Pending() : answer;
  }

  private static boolean merges(Step step, String word) {
    return step instanceof Step.Merge merge && merge.json().contains(word);
  }

  private static boolean deletes(Step step, Class<?> type) {
    return step instanceof Step.Delete delete && delete.target().type() == type;
  }
}
