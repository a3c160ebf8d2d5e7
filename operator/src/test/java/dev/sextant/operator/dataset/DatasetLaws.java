package dev.sextant.operator.dataset;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobRequest;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Watches what must hold of a Dataset, at every step. */
final class DatasetLaws {
  private static final int ATTEMPTS = 3;

  /** How long what the operator saw may be true no more. */
  private static final int LATE = 8;

  /** What a Job was made from. */
  private record Made(String input, String spec, long tick) {}

  private final DatasetWorld world;
  private final Map<String, Made> made = new HashMap<>();
  private final Set<String> gaveUp = new HashSet<>();
  private final Map<String, Long> lastThere = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Long> lastFit = new HashMap<>();
  private final Map<String, Long> usedSince = new HashMap<>();
  private final Map<String, Long> thereSince = new HashMap<>();
  private final PauseLaw pause;
  private long recordedAt;

  /** The work that was begun last, of each Dataset, unless it was done or put away. */
  private final Map<String, String> begun = new HashMap<>();

  /** How many attempts at some work had failed when it was taken up after other work. */
  private final Map<String, Integer> failedBefore = new HashMap<>();

  /** People deleted a Job: what it knew of failed attempts may be lost with it. */
  boolean excused;

  DatasetLaws(DatasetWorld world) {
    this.world = world;
    this.pause = new PauseLaw(world);
  }

  /** The hash of the input that the Job reads. */
  String input(SimJob job) {
    return made.get(key(job.owner(), job.name())).input();
  }

  private static String key(String uid, String job) {
    return uid + "/" + job;
  }

  /** Looks at what is. */
  void look() {
    world.snapshots.keySet().forEach(name -> lastThere.put(name, world.tick));
    world.snapshots.forEach((name, s) -> numbers.put(name, s.getSpec().number()));
    world.snapshots.values().forEach(s -> lastFit.put(s.getSpec().inputHash(), world.tick));
    thereSince.keySet().retainAll(world.snapshots.keySet());
    world.snapshots.keySet().forEach(name -> thereSince.putIfAbsent(name, world.tick));
    pause.look(
        world
            .primary()
            .map(Dataset::getSpec)
            .filter(spec -> spec.suspend() && DatasetCheck.problem(spec).isEmpty())
            .isPresent());
    usedSince.keySet().retainAll(world.used);
    world.used.forEach(name -> usedSince.putIfAbsent(name, world.tick));
    for (SimJob job : world.jobs.all()) {
      JobFacts facts = job.facts();
      int tried = tried(job);
      int failures = world.jobs.failures(job);
      if (tried > ATTEMPTS && !excused && world.lives(job.owner())) {
        throw new Broken("attempt %d of %d was made".formatted(tried, ATTEMPTS));
      }
      if (facts.phase() == JobFacts.Phase.Succeeded) {
        begun.remove(job.owner());
      }
      if (facts.phase() == JobFacts.Phase.Failed
          && facts.failure().flatMap(f -> f.trouble()).isEmpty()) {
        boolean atOnce =
            facts.failure().orElseThrow().refused()
                || facts.failure().orElseThrow().word().equals("DeadlineExceeded");
        if (!atOnce && failures < ATTEMPTS) {
          throw new Broken("given up after %d attempts".formatted(failures));
        }
        gaveUp.add(job.owner());
      }
    }
  }

  /** No work is done twice, without need or without leave. */
  void creating(Job job, Dataset by) {
    String uid = by.getMetadata().getUid();
    String work = job.getMetadata().getLabels().get(Labels.INPUT_HASH);
    String owner = job.getMetadata().getOwnerReferences().getFirst().getUid();
    made.put(
        key(owner, job.getMetadata().getName()),
        new Made(DatasetJobs.hash(by.getSpec()), asked(by), world.tick));
    begins(owner, work);
    if (by.getSpec().suspend()) {
      throw new Broken("a Job began although no snapshot is to be taken");
    }
    for (SimJob other : world.jobs.all()) {
      boolean seen = world.tick - made.get(key(other.owner(), other.name())).tick() > LATE;
      if (other.owner().equals(uid) && other.isActive() && seen) {
        throw new Broken("a second Job began beside " + other.name());
      }
    }
    DatasetStatus status =
        world
            .primary()
            .filter(p -> p.getMetadata().getUid().equals(uid))
            .map(DatasetReconciler.SHAPE::of)
            .orElse(DatasetStatuses.EMPTY);
    if (status.failure() != null
        && Objects.requireNonNull(status.failure().inputHash()).startsWith(work)) {
      throw new Broken("work began again that had failed for good");
    }
    boolean recorded = status.inputHash() != null && status.inputHash().startsWith(work);
    String snapshot = status.snapshot() == null ? "" : status.snapshot().name();
    // One that was taken away may have been registered anew, too.
    long since = Math.max(recordedAt, thereSince.getOrDefault(snapshot, world.tick));
    if (recorded && world.tick - since > LATE) {
      throw new Broken("work began again that was done");
    }
  }

  /** Going back to work after other work is a new try, with all its attempts. */
  private void begins(String uid, String work) {
    if (!work.equals(begun.put(uid, work))) {
      failedBefore.put(key(uid, work), world.jobs.failures(uid, work));
    }
  }

  /** How many attempts have failed since it was taken up. */
  private int tried(SimJob job) {
    int before = failedBefore.getOrDefault(key(job.owner(), job.work()), 0);
    return world.jobs.failures(job) - before;
  }

  private static String asked(Dataset by) {
    var refresh = by.getSpec().refresh();
    return DatasetJobs.hash(by.getSpec()) + "/" + refresh.token() + "/" + refresh.schedule();
  }

  /** What is wanted still is not thrown away, and trouble is followed by a pause. */
  void deleting(SimJob job, Dataset by) {
    JobFacts facts = job.facts();
    if (job.isActive() && isWanted(job, by)) {
      throw new Broken("%s was thrown away, and its work is wanted".formatted(job.name()));
    }
    if (!isAsked(job, by)) {
      begun.remove(job.owner());
    }
    Instant ended = facts.finished().orElse(world.now);
    if (facts.failure().flatMap(f -> f.trouble()).isPresent()
        && isAsked(job, by)
        && by.getSpec().refresh().schedule() == null
        && !world.foundFineSince(ended)
        && world.now.isBefore(ended.plus(BackOff.SOONEST))) {
      throw new Broken("%s was followed without a pause".formatted(job.name()));
    }
  }

  /**
   * Of two that began beside each other while caches were late, the newer does the work; and where
   * the clock has gone back, the schedule may not be due for what began later than now. What is
   * done is wanted no more.
   */
  private boolean isWanted(SimJob job, Dataset by) {
    long began = made.get(key(job.owner(), job.name())).tick();
    String done = DatasetReconciler.SHAPE.of(by).inputHash();
    return isAsked(job, by)
        && (done == null || !done.startsWith(job.work()))
        && !job.facts().created().isAfter(world.now)
        && made.entrySet().stream()
            .filter(e -> e.getKey().startsWith(key(job.owner(), "")))
            .noneMatch(e -> e.getValue().spec().equals(asked(by)) && e.getValue().tick() > began);
  }

  private boolean isAsked(SimJob job, Dataset by) {
    return asked(by).equals(made.get(key(job.owner(), job.name())).spec());
  }

  /** The same rows are one snapshot. */
  void registering(DatasetSnapshot snapshot) {
    for (DatasetSnapshot other : world.snapshots.values()) {
      if (other.getSpec().digest().equals(snapshot.getSpec().digest())) {
        throw new Broken("the same rows became two snapshots");
      }
    }
  }

  /** What is in use stays, and so do the newest. */
  void pruning(String name) {
    long newer =
        numbers.entrySet().stream()
            .filter(s -> s.getValue() > numbers.get(name))
            .filter(s -> world.tick - lastThere.get(s.getKey()) <= LATE)
            .count();
    if (newer < DatasetWorld.HISTORY) {
      throw new Broken("%s was deleted, and only %d are newer".formatted(name, newer));
    }
    if (world.tick - usedSince.getOrDefault(name, world.tick) > LATE) {
      throw new Broken("%s was deleted, and it is in use".formatted(name));
    }
    if (world
        .status()
        .filter(s -> s.snapshot() != null && s.snapshot().name().equals(name))
        .isPresent()) {
      throw new Broken("%s was deleted, and it is the current one".formatted(name));
    }
  }

  /** Ready is no lie, and neither is a failure. */
  void saying(Dataset by, DatasetStatus before, DatasetStatus next) {
    String uid = by.getMetadata().getUid();
    boolean current = Objects.equals(next.observedGeneration(), by.getMetadata().getGeneration());
    String input = DatasetJobs.hash(by.getSpec());
    long fit = lastFit.getOrDefault(input, -100L);
    boolean ready = current && Conditions.isReady(next.conditions());
    if (ready && !isReadySinceNow(before) && world.tick - fit > LATE) {
      throw new Broken("Ready is said, and no snapshot fits the spec");
    }
    if (next.failure() != null && !gaveUp.contains(uid)) {
      throw new Broken("it is said to have failed, and no work of it has");
    }
    boolean fresh = next.inputHash() != null && !next.inputHash().equals(before.inputHash());
    recordedAt = fresh ? world.tick : recordedAt;
    if (fresh && world.tick - lastThere.getOrDefault(name(next), -100L) > LATE) {
      throw new Broken("a success was written down without a snapshot");
    }
  }

  /** Caches may not show yet what made it Ready, by a clock that may have gone back since. */
  private boolean isReadySinceNow(DatasetStatus status) {
    return Conditions.find(status.conditions(), ConditionTypes.READY)
        .filter(ready -> ready.status() == ConditionStatus.True)
        .map(Condition::lastTransitionTime)
        .filter(since -> !world.now.isAfter(Instant.parse(since).plus(JobRequest.SEEN_WITHIN)))
        .isPresent();
  }

  private static String name(DatasetStatus status) {
    return status.snapshot() == null ? "" : status.snapshot().name();
  }

  /** What is not as it should be when nobody has disturbed the world for long. */
  Optional<String> unfinished() {
    Optional<Dataset> present = world.primary();
    if (present.isEmpty()) {
      return world.jobs.all().isEmpty() ? Optional.empty() : Optional.of("Jobs without an owner");
    }
    Dataset dataset = present.get();
    DatasetStatus status = DatasetReconciler.SHAPE.of(dataset);
    if (!Objects.equals(status.observedGeneration(), dataset.getMetadata().getGeneration())) {
      return Optional.of("the last edit was not seen");
    }
    if (DatasetCheck.problem(dataset.getSpec()).isPresent()) {
      return still(world.reason().equals("InvalidSpec"), "invalid, and " + world.reason());
    }
    boolean ready = Conditions.isReady(status.conditions());
    if (dataset.getSpec().suspend()) {
      boolean goes =
          world.jobs.all().stream()
              .anyMatch(j -> j.isActive() && j.facts().phase() != JobFacts.Phase.Suspended);
      boolean said = world.reason().equals("Suspended") || ready || status.failure() != null;
      return still(!goes && said, "suspended, and " + world.reason());
    }
    boolean scheduled = dataset.getSpec().refresh().schedule() != null;
    return scheduled ? scheduled(dataset, status) : settled(dataset, status, ready);
  }

  private Optional<String> settled(Dataset dataset, DatasetStatus status, boolean ready) {
    String work = DatasetDecider.work(dataset.getSpec(), world.now);
    if (status.failure() != null && work.equals(status.failure().inputHash())) {
      return still(
          Conditions.isTrue(status.conditions(), ConditionTypes.STALLED)
              && Conditions.find(status.conditions(), ConditionTypes.STALLED)
                  .filter(c -> Objects.equals(c.message(), status.failure().message()))
                  .isPresent(),
          "failed, and " + world.reason());
    }
    boolean old =
        world.jobs.all().stream()
            .anyMatch(j ->
                j.facts()
                    .finished()
                    .filter(f -> world.now.isAfter(f.plus(Duration.ofMinutes(65))))
                    .isPresent());
    long idle =
        world.snapshots.keySet().stream()
            .filter(n -> !world.used.contains(n) && !n.equals(name(status)))
            .count();
    return still(
        ready
            && work.equals(status.inputHash())
            && world.snapshots.containsKey(name(status))
            && !old
            && world.jobs.all().size() <= 1
            && idle <= DatasetWorld.HISTORY,
        "ready %s, snapshot %s of %s, Jobs %d"
            .formatted(ready, name(status), world.snapshots.keySet(), world.jobs.all().size()));
  }

  /** With a schedule it is read again and again: the last success is never long ago. */
  private Optional<String> scheduled(Dataset dataset, DatasetStatus status) {
    String before = DatasetDecider.work(dataset.getSpec(), world.now.minus(Duration.ofMinutes(15)));
    String after = DatasetDecider.work(dataset.getSpec(), world.now);
    if (world.defect != null) {
      return Optional.empty();
    }
    boolean fresh =
        status.lastSnapshotTime() != null
            && (before.equals(status.inputHash())
                || after.equals(status.inputHash())
                || world.now.isBefore(
                    Instant.parse(status.lastSnapshotTime()).plus(Duration.ofMinutes(15))));
    return still(fresh, "last read at " + status.lastSnapshotTime());
  }

  private static Optional<String> still(boolean fine, String what) {
    return fine ? Optional.empty() : Optional.of(what);
  }
}
