package dev.sextant.operator.training;

import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.sim.Brain;
import dev.sextant.operator.sim.JobFaults;
import dev.sextant.operator.sim.Plant;
import dev.sextant.operator.sim.SimWorld;
import dev.sextant.operator.sim.Slip;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Faults that somebody might make; each must be found. */
enum TrainingFault {
  ForgetTheLatch(() -> knowing(s -> TrainingCopies.ended(s, null))),
  BelieveInNoVersion(() -> seeing(s -> TrainingCopies.versions(s, List.of())), Slip.TrustsTheCache),
  TrustTheCache(TrainingFault::real, Slip.TrustsTheCache),
  PinAgain(() -> knowing(s -> s.terminalHash() == null ? TrainingCopies.pin(s, null) : s)),
  BeginBeforeThePinIsWritten(TrainingFault::hasty),
  SkipTheVersion(() -> Plant.omitting(real(), Step.Register.class::isInstance)),
  IgnoreSuspend(() -> Plant.taking(real(), TrainingCopies::resumed)),
  NeverResume(() -> Plant.omitting(real(), s -> merges(s, "false"))),
  NeverSuspendTheJob(() -> Plant.omitting(real(), s -> merges(s, "true"))),
  NeverReadAgain(() -> seeing(s -> TrainingCopies.answers(s, TrainingFault::pending))),
  WaitForAFailedJob(() -> jobs(JobFaults::neverFails)),
  FailForGoodWhenTheStoreFails(() -> jobs(JobFaults::troubleIsFailure)),
  CountTheStoresFailures(() -> jobs(JobFaults::troubleCosts)),
  ForgetTheAttempts(() -> Plant.doing(real(), (run, steps) -> JobFaults.unspent(steps, 3))),
  TryAgainWithoutAPause(() -> jobs(JobFaults::longAgo)),
  NeverComeBack(() -> Plant.waking(real(), w -> Optional.empty())),
  ComeBackTooLate(() -> Plant.waking(real(), w -> w.map(d -> d.plus(Duration.ofHours(30))))),
  LeaveTheJobs(() -> Plant.omitting(real(), TrainingFault::deletes)),
  DeleteTheJobsAtOnce(() -> JobFaults.later(real(), Duration.ofHours(1))),
  ForgetWhyItFailed(() -> knowing(TrainingCopies::withoutFailure)),
  ApplyAStalePlan(() -> Plant.stale(real())),
  WriteTheStatusFirst(TrainingFault::real, Slip.StatusFirst),
  SpeakOfThePredecessor(TrainingFault::real, Slip.AnyUid),
  TakeThePredecessorsJobs(TrainingFault::real, Slip.OrphansAreOurs),
  LoseAnEdit(TrainingFault::real, Slip.LosesEdits);

  // Each of them is a method reference or a lambda without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Brain<TrainingRun, TrainingObserved, TrainingRunStatus>> maker;

  @SuppressWarnings("ImmutableEnumChecker")
  final Set<Slip> slips = EnumSet.noneOf(Slip.class);

  TrainingFault(
      Supplier<Brain<TrainingRun, TrainingObserved, TrainingRunStatus>> maker, Slip... slips) {
    this.maker = maker;
    this.slips.addAll(List.of(slips));
  }

  Brain<TrainingRun, TrainingObserved, TrainingRunStatus> planted() {
    return maker.get();
  }

  static Brain<TrainingRun, TrainingObserved, TrainingRunStatus> real() {
    return (run, seen, now) -> TrainingDecider.decide(run, seen, SimWorld.SETTINGS, now);
  }

  private static Brain<TrainingRun, TrainingObserved, TrainingRunStatus> seeing(
      UnaryOperator<TrainingObserved> change) {
    return Plant.seeing(real(), change);
  }

  private static Brain<TrainingRun, TrainingObserved, TrainingRunStatus> jobs(
      UnaryOperator<dev.sextant.operator.job.JobFacts> change) {
    return seeing(s -> TrainingCopies.jobs(s, s.jobs().stream().map(change).toList()));
  }

  private static Brain<TrainingRun, TrainingObserved, TrainingRunStatus> knowing(
      UnaryOperator<TrainingRunStatus> change) {
    return Plant.taking(real(), run -> TrainingCopies.run(run, change));
  }

  /** It begins in the pass in which it pins, before the pin is written. */
  private static Brain<TrainingRun, TrainingObserved, TrainingRunStatus> hasty() {
    return (run, seen, now) -> {
      var first = real().decide(run, seen, now);
      SnapshotPin pin = TrainingReconciler.SHAPE.of(run).snapshot();
      return pin != null
          ? first
          : real().decide(TrainingCopies.run(run, s -> first.next()), seen, now);
    };
  }

  private static Results.Answer pending(Results.Answer answer) {
    return answer instanceof Results.Answer.Unreadable ? new Results.Answer.Pending() : answer;
  }

  private static boolean merges(Step step, String word) {
    return step instanceof Step.Merge merge && merge.json().contains(word);
  }

  private static boolean deletes(Step step) {
    return step instanceof Step.Delete;
  }
}
