package dev.sextant.operator.store;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.sim.Brain;
import dev.sextant.operator.sim.JobFaults;
import dev.sextant.operator.sim.Plant;
import dev.sextant.operator.sim.SimWorld;
import dev.sextant.operator.sim.Slip;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Faults that somebody might make; each must be found. They are fewer than those of kinds that do
 * work: a store has no latch, no result, no pause and no attempts.
 */
enum StoreFault {
  CallItReadyAtOnce(StoreFault::hasty),
  BelieveEveryProbe(() -> jobs(StoreFault::succeeded)),
  CallAllTroubleTheSame(() -> jobs(JobFaults::troubleIsFailure)),
  WaitForAFailedProbe(() -> jobs(JobFaults::neverFails)),
  ForgetTheProbe(() -> Plant.taking(real(), StoreFault::forgotten)),
  ProbeWithoutAPause(() -> jobs(JobFaults::longAgo)),
  ProbeAsIfItWereLater(() -> JobFaults.later(real(), Duration.ofHours(1))),
  NeverProbeAgain(() -> Plant.waking(real(), w -> Optional.empty())),
  IgnoreDoubts(() -> doubting(doubted -> Optional.empty())),
  DoubtForEver(() -> doubting(doubted -> doubted.map(d -> Instant.MAX))),
  ProbeTooLate(() -> Plant.waking(real(), w -> w.map(d -> d.plus(Duration.ofHours(30))))),
  LeaveOldProbes(() -> Plant.omitting(real(), Step.Delete.class::isInstance)),
  ApplyAStalePlan(() -> Plant.stale(real())),
  SpeakOfThePredecessor(StoreFault::real, Slip.AnyUid),
  TakeThePredecessorsProbes(StoreFault::real, Slip.OrphansAreOurs),
  LoseAnEdit(StoreFault::real, Slip.LosesEdits);

  // Each of them is a method reference or a lambda without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus>> maker;

  @SuppressWarnings("ImmutableEnumChecker")
  final Set<Slip> slips = EnumSet.noneOf(Slip.class);

  StoreFault(
      Supplier<Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus>> maker, Slip... slips) {
    this.maker = maker;
    this.slips.addAll(List.of(slips));
  }

  Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus> planted() {
    return maker.get();
  }

  static Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus> real() {
    return (store, seen, now) -> StoreDecider.decide(store, seen, SimWorld.SETTINGS, now);
  }

  private static Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus> jobs(
      UnaryOperator<JobFacts> change) {
    return Plant.seeing(
        real(), s -> new StoreObserved(s.jobs().stream().map(change).toList(), s.doubted()));
  }

  private static Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus> doubting(
      UnaryOperator<Optional<Instant>> change) {
    return Plant.seeing(real(), s -> new StoreObserved(s.jobs(), change.apply(s.doubted())));
  }

  private static Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus> hasty() {
    return (store, seen, now) -> {
      Plan<ArtifactStoreStatus> plan = real().decide(store, seen, now);
      return plan.verdict().claim().reason() == Reason.Probing
          ? new Plan<>(
              plan.safety(),
              plan.work(),
              Verdict.ready(Reason.StoreUsable, "it will be fine"),
              plan.domain(),
              plan.next(),
              plan.wakeUp())
          : plan;
    };
  }

  private static ArtifactStore forgotten(ArtifactStore store) {
    ArtifactStoreStatus s = StoreReconciler.SHAPE.of(store);
    ArtifactStore copy = new ArtifactStore();
    copy.setMetadata(store.getMetadata());
    copy.setSpec(store.getSpec());
    copy.setStatus(
        new ArtifactStoreStatus(
            s.observedGeneration(), s.conditions(), null, s.lastProbeTime(), s.job()));
    return copy;
  }

  private static JobFacts succeeded(JobFacts j) {
    return new JobFacts(
        j.name(),
        j.uid(),
        j.ended() ? JobFacts.Phase.Succeeded : j.phase(),
        j.failures(),
        j.waiting(),
        j.termination(),
        Optional.<JobFailure>empty(),
        j.created(),
        j.finished(),
        j.wantsSuspend());
  }
}
