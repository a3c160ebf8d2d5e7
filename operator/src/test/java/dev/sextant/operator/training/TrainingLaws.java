package dev.sextant.operator.training;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Labels;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.BackOff;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.sim.Broken;
import dev.sextant.operator.sim.PauseLaw;
import dev.sextant.operator.sim.SimJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Watches what must hold of a training, at every step. */
final class TrainingLaws {
  private static final int ATTEMPTS = 3;

  private final TrainingWorld world;
  private final Set<String> gaveUp = new HashSet<>();
  private final Map<String, Long> lastThere = new HashMap<>();

  private final PauseLaw pause;

  /** People deleted a Job: what it knew of failed attempts may be lost with it. */
  boolean excused;

  TrainingLaws(TrainingWorld world) {
    this.world = world;
    this.pause = new PauseLaw(world);
  }

  /** Looks at what is. */
  void look() {
    world.versions.keySet().forEach(name -> lastThere.put(name, world.tick));
    pause.look(world.primary().filter(run -> run.getSpec().suspend()).isPresent());
    for (SimJob job : world.jobs.all()) {
      JobFacts facts = job.facts();
      int made = world.jobs.failures(job);
      if (made > ATTEMPTS && !excused && world.lives(job.owner())) {
        throw new Broken("attempt %d of %d was made".formatted(made, ATTEMPTS));
      }
      if (facts.phase() == JobFacts.Phase.Failed && trouble(facts).isEmpty()) {
        boolean atOnce =
            facts.failure().orElseThrow().refused()
                || facts.failure().orElseThrow().word().equals("DeadlineExceeded");
        if (!atOnce && made < ATTEMPTS) {
          throw new Broken("given up after %d attempts".formatted(made));
        }
        gaveUp.add(job.owner());
      }
    }
  }

  private static Optional<StoreTrouble> trouble(JobFacts facts) {
    return facts.failure().flatMap(f -> f.trouble());
  }

  /** No work is done twice, without need, without leave, or without a pause. */
  void creating(Job job, TrainingRun by) {
    String uid = by.getMetadata().getUid();
    String work = job.getMetadata().getLabels().get(Labels.INPUT_HASH);
    Optional<TrainingRun> present =
        world.primary().filter(p -> p.getMetadata().getUid().equals(uid));
    TrainingRunStatus status =
        present.map(TrainingReconciler.SHAPE::of).orElse(TrainingStatuses.EMPTY);
    if (world.isMade(work)) {
      throw new Broken("a training began although its version is registered");
    }
    if (by.getSpec().suspend()) {
      throw new Broken("a training began although it is suspended");
    }
    if (status.terminalHash() != null) {
      throw new Broken("a training began after the end");
    }
    if (present.isPresent() && status.snapshot() == null) {
      throw new Broken("a training began before its snapshot was written down");
    }
    for (SimJob other : world.jobs.all()) {
      if (other.owner().equals(uid) && other.isActive()) {
        throw new Broken("a second Job began beside " + other.name());
      }
    }
  }

  /** Logs stay for as long as was said, and what kept a Job from its work is paused for. */
  void deleting(SimJob job) {
    JobFacts facts = job.facts();
    Instant ended = facts.finished().orElse(world.now);
    boolean latched = world.status().filter(s -> s.terminalHash() != null).isPresent();
    if (latched && world.now.isBefore(ended.plus(Duration.ofMinutes(59)))) {
      throw new Broken("%s was deleted before its time".formatted(job.name()));
    }
    if (trouble(facts).isPresent()
        && !world.foundFineSince(ended)
        && world.now.isBefore(ended.plus(BackOff.SOONEST))) {
      throw new Broken("%s was followed without a pause".formatted(job.name()));
    }
  }

  /** The end is the end, and no word of it changes. */
  void saying(TrainingRun by, TrainingRunStatus before, TrainingRunStatus next) {
    if (before.terminalHash() != null
        && !(Objects.equals(before.terminalHash(), next.terminalHash())
            && Objects.equals(before.phase(), next.phase())
            && Objects.equals(before.modelVersion(), next.modelVersion())
            && Objects.equals(before.failure(), next.failure()))) {
      throw new Broken("the outcome changed after the end");
    }
    if (before.snapshot() != null && !before.snapshot().equals(next.snapshot())) {
      throw new Broken("the pinned snapshot changed");
    }
    if ("Succeeded".equals(next.phase())) {
      long there = lastThere.getOrDefault(next.modelVersion(), -100L);
      if (before.terminalHash() == null && there < world.tick - TrainingWorld.VERY_LATE - 3) {
        throw new Broken("it succeeded without a version");
      }
      if (!Conditions.isReady(next.conditions())) {
        throw new Broken("it succeeded and is not Ready");
      }
    }
    if ("Failed".equals(next.phase())) {
      if (!gaveUp.contains(by.getMetadata().getUid())) {
        throw new Broken("it is said to have failed, and no work of it has");
      }
      said(next);
    }
  }

  private static void said(TrainingRunStatus next) {
    List<Condition> conditions = next.conditions();
    boolean stalled = Conditions.isTrue(conditions, ConditionTypes.STALLED);
    String why = Objects.requireNonNull(next.failure()).message();
    if (stalled && !Objects.equals(why, Conditions.readyMessage(conditions))) {
      throw new Broken("it forgot why it failed: " + Conditions.readyMessage(conditions));
    }
  }

  /** What is not as it should be when nobody has disturbed the world for long. */
  Optional<String> unfinished() {
    Optional<TrainingRun> run = world.primary();
    if (run.isEmpty()) {
      return world.jobs.all().isEmpty() ? Optional.empty() : Optional.of("Jobs without an owner");
    }
    TrainingRunStatus status = TrainingReconciler.SHAPE.of(run.get());
    if (!Objects.equals(status.observedGeneration(), run.get().getMetadata().getGeneration())) {
      return Optional.of("the last edit was not seen");
    }
    if (status.terminalHash() != null) {
      boolean said =
          Conditions.isReady(status.conditions())
              || Conditions.isTrue(status.conditions(), ConditionTypes.STALLED);
      return world.jobs.all().isEmpty() && said
          ? Optional.empty()
          : Optional.of("ended, with Jobs " + world.jobs.all().size());
    }
    if (run.get().getSpec().suspend()) {
      boolean goes =
          world.jobs.all().stream()
              .anyMatch(j -> j.isActive() && j.facts().phase() != JobFacts.Phase.Suspended);
      return !goes && world.reason().equals("Suspended")
          ? Optional.empty()
          : Optional.of("suspended, and " + world.reason());
    }
    boolean lost = status.snapshot() != null && !world.hasPinned();
    return lost && world.reason().equals("SnapshotNotFound")
        ? Optional.empty()
        : Optional.of("it has not ended");
  }
}
