package dev.sextant.operator.sim;

import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays the operator: late caches, steps one by one, an API server that refuses now and then, a
 * crash between any two steps. It looks again when something changed or when it said it would, and
 * in calm for no other reason: what waits without being woken is never done.
 */
final class SimOperator<P extends CustomResource<T, S>, T, S, O> {
  private static final int CRASH_PER_CENT = 6;
  private static final int REFUSED_PER_CENT = 3;

  /** How often an edit lands while a status is on its way. */
  private static final int EDITED_PER_CENT = 4;

  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);

  private final SimWorld<P, T, S, O> world;
  private final Brain<P, O, S> brain;
  private final Set<Slip> slips;
  private @Nullable P lastPrimary;
  private @Nullable O lastSeen;
  private Instant wakeAt = Instant.MAX;
  private long downUntil;

  SimOperator(SimWorld<P, T, S, O> world, Brain<P, O, S> brain, Set<Slip> slips) {
    this.world = world;
    this.brain = brain;
    this.slips = slips;
  }

  // A cache gives the same instance until a watch brings another.
  @SuppressWarnings("ReferenceEquality")
  void tick(boolean calm) {
    if (world.tick < downUntil || (!calm && world.random.nextInt(5) < 2)) {
      return;
    }
    Optional<P> primary = world.seenPrimary(calm);
    if (primary.isEmpty()) {
      lastPrimary = null;
      wakeAt = Instant.MAX;
      return;
    }
    List<JobFacts> jobs = world.seenJobs(primary.get(), slips.contains(Slip.OrphansAreOurs));
    O seen = world.observe(primary.get(), jobs);
    boolean woken = world.answers.takeWoken();
    boolean same = primary.get() == lastPrimary && seen.equals(lastSeen) && !woken;
    boolean resync = !calm && world.random.nextInt(100) == 0;
    if (same && world.now.isBefore(wakeAt) && !resync) {
      return;
    }
    lastPrimary = primary.get();
    lastSeen = seen;
    reconcile(primary.get(), seen, calm);
  }

  /** The process ends; another begins a little later. */
  void crash() {
    downUntil = world.tick + 1 + world.random.nextInt(5);
    world.listAll();
    lastPrimary = null;
    wakeAt = Instant.MAX;
  }

  private void reconcile(P primary, O seen, boolean calm) {
    Plan<S> plan = brain.decide(primary, seen, world.now);
    int crashAt = chance(calm, CRASH_PER_CENT) ? world.random.nextInt(plan.steps().size() + 2) : -1;
    int refusedAt = chance(calm, REFUSED_PER_CENT) ? world.random.nextInt(3) : -1;
    if (slips.contains(Slip.StatusFirst)) {
      write(primary, plan, Optional.empty(), calm);
    }
    Optional<Verdict> failure = Optional.empty();
    for (int i = 0; i < plan.steps().size() && failure.isEmpty(); i++) {
      if (i == crashAt) {
        crash();
        return;
      }
      failure =
          i == refusedAt
              ? Optional.of(Verdict.progressing(Reason.Denied, "a quota says no"))
              : run(plan.steps().get(i), primary);
      world.noteAll();
    }
    if (crashAt == plan.steps().size()) {
      crash();
      return;
    }
    if (!slips.contains(Slip.StatusFirst)) {
      write(primary, plan, failure, calm);
    }
    if (crashAt > plan.steps().size()) {
      crash();
    }
  }

  private boolean chance(boolean calm, int perCent) {
    return !calm && world.random.nextInt(100) < perCent;
  }

  /** Does a step; says what is in its way. */
  private Optional<Verdict> run(Step step, P by) {
    String uid = by.getMetadata().getUid();
    switch (step) {
      case Step.Create(Job job, var ignored, var unless) -> {
        if (unless.isPresent()
            && !slips.contains(Slip.TrustsTheCache)
            && world.exists(unless.get())) {
          return Optional.of(Verdict.progressing(Reason.Reused, "there is one"));
        }
        Optional<SimJob> there = world.jobs.find(job.getMetadata().getName());
        if (there.isPresent()) {
          return there.get().owner().equals(uid)
              ? Optional.empty()
              : Optional.of(Verdict.progressing(Reason.Terminating, "it is going away"));
        }
        world.creating(job, by);
        world.jobs.create(job, world.now);
      }
      case Step.Delete(Step.Target target, var ignored) when target.type() == Job.class -> {
        Optional<SimJob> there = world.jobs.find(target.name()).filter(j -> j.owner().equals(uid));
        there.ifPresent(job -> world.deleting(job, by));
        world.jobs.delete(j -> there.filter(t -> t == j).isPresent());
      }
      case Step.Merge merge ->
          world.jobs.suspend(merge.target().name(), merge.json().contains("true"), world.now);
      case Step.ReadResult read -> world.answers.request(read.key());
      default -> world.perform(step, by);
    }
    return Optional.empty();
  }

  private void write(P seen, Plan<S> plan, Optional<Verdict> failure, boolean calm) {
    S before = world.shape().of(seen);
    // As the shell does: what a plan calls Ready is so because of its steps.
    Optional<Claim> standing =
        plan.verdict() instanceof Verdict.Ready && !slips.contains(Slip.ReadyWithoutTheSteps)
            ? Conditions.standing(world.shape().conditions().apply(before))
            : plan.verdict().standing();
    Verdict verdict = failure.map(f -> f.whileStanding(standing)).orElse(plan.verdict());
    S next = failure.isPresent() ? before : plan.next();
    long generation = seen.getMetadata().getGeneration();
    S decorated =
        world
            .shape()
            .decorate()
            .with(
                next,
                generation,
                Conditions.apply(
                    world.shape().conditions().apply(before),
                    generation,
                    verdict,
                    plan.domain(),
                    world.now));
    Optional<Duration> wake = failure.isPresent() ? Optional.of(AFTER_REFUSAL) : plan.wakeUp();
    wakeAt = wake.map(world.now::plus).orElse(Instant.MAX);
    sound(verdict);
    if (decorated.equals(seen.getStatus())) {
      return;
    }
    if (chance(calm, EDITED_PER_CENT)) {
      world.edit();
    }
    Optional<P> present = world.primary();
    boolean successor =
        present.isEmpty()
            || !present.get().getMetadata().getUid().equals(seen.getMetadata().getUid());
    if (present.isEmpty() || (successor && !slips.contains(Slip.AnyUid))) {
      lastPrimary = null;
      return;
    }
    world.saying(present.get(), world.shape().of(present.get()), decorated);
    world.put(decorated);
    world.freshPrimary();
    lastPrimary = world.primary().orElseThrow();
    boolean overtaken = present.get().getMetadata().getGeneration() != generation;
    if (overtaken && !slips.contains(Slip.LosesEdits)) {
      lastPrimary = null;
    }
  }

  private static void sound(Verdict verdict) {
    Claim claim = verdict.claim();
    if (claim.message().isBlank()) {
      throw new Broken(claim.reason() + " is said without a word of explanation");
    }
  }
}
