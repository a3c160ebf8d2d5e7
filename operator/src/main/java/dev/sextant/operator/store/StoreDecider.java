package dev.sextant.operator.store;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.BackOff;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides when a store is probed. A fine store is probed every hour, and soon when it has kept a
 * Job from its work since; one that failed after 15 seconds, then ever more slowly up to 5 minutes,
 * so that it recovers by itself.
 */
final class StoreDecider {
  static final Duration WHILE_FINE = Duration.ofHours(1);

  /** However many Jobs have trouble, there is no more than one probe in that time. */
  static final Duration WHILE_DOUBTED = Duration.ofMinutes(1);

  private final StoreObserved seen;
  private final JobSettings settings;
  private final Instant now;
  private final ArtifactStore store;
  private final ArtifactStoreStatus status;
  private final StoreProbe probe;

  private StoreDecider(ArtifactStore store, StoreObserved seen, JobSettings settings, Instant now) {
    this.store = store;
    this.seen = seen;
    this.settings = settings;
    this.now = now;
    this.status = StoreReconciler.SHAPE.of(store);
    this.probe = StoreProbe.of(store);
  }

  static Plan<ArtifactStoreStatus> decide(
      ArtifactStore store, StoreObserved seen, JobSettings settings, Instant now) {
    return new StoreDecider(store, seen, settings, now).decide();
  }

  private Plan<ArtifactStoreStatus> decide() {
    Optional<JobFacts> newest = probe.newest(seen);
    if (newest.isPresent()) {
      return newest.get().ended() ? judged(newest.get()) : waiting(newest.get());
    }
    return status.lastProbeTime() != null && isKnown()
        ? afterwards(Instant.parse(status.lastProbeTime()))
        : begin(1, List.of());
  }

  /** Whether a probe under the present spec has ended before. */
  private boolean isKnown() {
    return probe.hash().equals(status.probedHash()) && status.lastProbeTime() != null;
  }

  /** The Job of the last probe is gone; its outcome is in the status. */
  private Plan<ArtifactStoreStatus> afterwards(Instant ended) {
    Instant due =
        Conditions.isReady(status.conditions())
            ? whileFine(ended, ended)
            : ended.plus(BackOff.LATEST);
    if (now.isBefore(due)) {
      return Plan.say(StoreVerdict.repeated(status), status)
          .wakingAfter(Duration.between(now, due));
    }
    // Under the same name: it may have begun, and only be not seen yet.
    return begin(Math.max(1, Names.attempt(status.job())), probe.deleteAllBut("", seen));
  }

  private Plan<ArtifactStoreStatus> judged(JobFacts job) {
    boolean fine = job.phase() == JobFacts.Phase.Succeeded;
    int attempt = Names.attempt(job.name());
    Instant ended = job.finished().orElse(job.created());
    Instant due = fine ? whileFine(job.created(), ended) : ended.plus(BackOff.after(attempt));
    Verdict verdict = fine ? StoreVerdict.fine(store) : StoreVerdict.broken(job);
    String time = ended.truncatedTo(ChronoUnit.SECONDS).toString();
    if (now.isBefore(due)) {
      return Plan.of(probe.deleteAllBut(job.name(), seen), verdict, found(time, job.name()))
          .wakingAfter(Duration.between(now, due));
    }
    // A success begins the counting anew, so that a later failure is looked at soon again.
    String following = probe.name(fine ? 1 + attempt % 2 : attempt + 1);
    List<Step> steps = new ArrayList<>(probe.deleteAllBut("", seen));
    steps.add(probe.create(following, settings));
    Plan<ArtifactStoreStatus> plan =
        Plan.of(steps, verdict, found(time, following)).wakingAfter(JobRequest.SEEN_WITHIN);
    return isKnown() && time.equals(status.lastProbeTime()) ? plan : plan.writingFirst();
  }

  private ArtifactStoreStatus found(String time, String job) {
    return new ArtifactStoreStatus(null, List.of(), probe.hash(), time, job);
  }

  /**
   * When a store that was fine is probed again. A probe answers the doubts that there were when it
   * began.
   */
  private Instant whileFine(Instant began, Instant ended) {
    boolean doubted = seen.doubted().filter(d -> d.isAfter(began)).isPresent();
    return ended.plus(doubted ? WHILE_DOUBTED : WHILE_FINE);
  }

  private Plan<ArtifactStoreStatus> begin(int attempt, List<Step> before) {
    String name = probe.name(attempt);
    List<Step> steps = new ArrayList<>(before);
    steps.add(probe.create(name, settings));
    return Plan.of(steps, probing(Optional.empty()), probed(name))
        .wakingAfter(JobRequest.SEEN_WITHIN);
  }

  private Plan<ArtifactStoreStatus> waiting(JobFacts job) {
    return Plan.of(
        probe.deleteAllBut(job.name(), seen),
        probing(job.waiting().filter(w -> w.reason() != Reason.Starting)),
        probed(job.name()));
  }

  private Verdict probing(Optional<Claim> obstacle) {
    return StoreVerdict.probing(status, isKnown(), obstacle);
  }

  /** The same status with another Job. */
  private ArtifactStoreStatus probed(String job) {
    return new ArtifactStoreStatus(
        null, List.of(), status.probedHash(), status.lastProbeTime(), job);
  }
}
