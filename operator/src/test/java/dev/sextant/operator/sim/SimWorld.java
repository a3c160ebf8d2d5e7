package dev.sextant.operator.sim;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.shell.StatusShape;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A world with one object of a kind whose work Jobs do: what is true of it, and what caches show.
 *
 * @param <P> the kind
 * @param <T> its spec
 * @param <S> its status
 * @param <O> what the decider sees
 */
public abstract class SimWorld<P extends CustomResource<T, S>, T, S, O> {
  /** How many ticks a cache may be late. */
  protected static final int LATE = 3;

  /** How long a tick is. */
  protected static final Duration TICK = Duration.ofSeconds(10);

  /** What the installation decides. */
  public static final JobSettings SETTINGS = new JobSettings("worker:1", "Always", "http://o");

  /** Chance. */
  public final RandomGenerator random;

  /** The Jobs. */
  public final SimJobs jobs;

  /** The results that are being read. */
  public final SimAnswers answers = new SimAnswers();

  /** The time. */
  public Instant now = Instant.parse("2026-01-01T00:00:30Z");

  /** How many ticks have gone by. */
  public long tick;

  /** How often a status was written. */
  public int writes;

  /** Why the store cannot be used; null when it can. */
  public @Nullable StoreTrouble trouble;

  /** When a probe found out last that it can be used; null when none has. */
  private @Nullable Instant foundFine;

  /** Whether that may pass by itself. */
  public boolean passes = true;

  /** Whether there is an ArtifactStore, and whether it is said to be Ready. */
  public boolean storeThere = true;

  /** Whether the ArtifactStore is said to be Ready. */
  public boolean storeReady = true;

  /** Why the next attempts fail; null when they do not. */
  public @Nullable JobFailure defect;

  private final StatusShape<P, S> shape;
  private @Nullable P primary;
  private int uids;
  private final Timeline<Optional<P>> primaries = new Timeline<>(LATE + 1);
  private final Timeline<List<SimJobs.Seen>> seenJobs = new Timeline<>(LATE + 1);
  private Timeline<Optional<P>>.Reader primaryCache;
  private Timeline<List<SimJobs.Seen>>.Reader jobCache;

  /** A world in which nothing has happened. */
  protected SimWorld(RandomGenerator random, StatusShape<P, S> shape) {
    this.random = random;
    this.shape = shape;
    this.jobs = new SimJobs(random);
    primaries.note(0, Optional.empty());
    seenJobs.note(0, List.of());
    primaryCache = primaries.reader();
    jobCache = seenJobs.reader();
  }

  // What the user does.

  /** Creates the object, unless it is there. */
  public final void create() {
    if (primary == null) {
      primary = object(spec(), uid(++uids), 1, null);
      noteAll();
    }
  }

  /** Deletes the object; its Jobs are collected some time later. */
  public final void delete() {
    primary = null;
    noteAll();
  }

  /** The user edits the spec, which {@link #spec} then says. */
  public final void edit() {
    if (primary != null) {
      long generation = primary.getMetadata().getGeneration() + 1;
      primary = object(spec(), primary.getMetadata().getUid(), generation, primary.getStatus());
      noteAll();
    }
  }

  private static String uid(int number) {
    return "uid-" + number;
  }

  private P object(T spec, String uid, long generation, @Nullable S status) {
    P object = shape.fresh().get();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name())
            .withNamespace("ns")
            .withUid(uid)
            .withGeneration(generation)
            .build());
    object.setSpec(spec);
    if (status != null) {
      object.setStatus(status);
    }
    return object;
  }

  // What is true.

  /** The object, if it is there. */
  public final Optional<P> primary() {
    return Optional.ofNullable(primary);
  }

  /** Its status. */
  public final Optional<S> status() {
    return primary().map(CustomResource::getStatus);
  }

  /** Its conditions. */
  public final List<Condition> conditions() {
    return status().map(shape.conditions()).orElse(List.of());
  }

  /** The reason that it gives for not being, or being, at rest. */
  public final String reason() {
    return Conditions.find(conditions(), ConditionTypes.STALLED)
        .map(Condition::reason)
        .orElse("New");
  }

  final StatusShape<P, S> shape() {
    return shape;
  }

  /** The store as it is said to be. */
  protected final Optional<StoreFacts> store() {
    return storeThere
        ? Optional.of(
            new StoreFacts(
                "default",
                storeReady,
                "it cannot be used",
                new StoreLocation("http://store:9000", "r", "b", "", true),
                "keys",
                Optional.ofNullable(foundFine)))
        : Optional.empty();
  }

  /** The store can be used again, and most often a probe finds that out. */
  public final void mend() {
    trouble = null;
    if (random.nextInt(3) > 0 && (foundFine == null || now.isAfter(foundFine))) {
      foundFine = now;
    }
  }

  /** Whether a probe has found the store fine since then. */
  public final boolean foundFineSince(Instant then) {
    return foundFine != null && foundFine.isAfter(then);
  }

  // What happens by itself.

  /** A tick goes by. */
  final void pass() {
    tick++;
    now = now.plus(TICK);
    if (passes && trouble != null && random.nextInt(15) == 0) {
      mend();
    }
    jobs.pass(now, this::lives, this::work);
    answers.pass(trouble == null, now, this::result);
    noteAll();
  }

  /** Whether the object is there that has that UID: the Jobs of one that is gone are collected. */
  public final boolean lives(String uid) {
    return primary != null && primary.getMetadata().getUid().equals(uid);
  }

  /** An attempt at the work ends, if it does. */
  private SimJobs.End work(SimJob job) {
    if (trouble != null) {
      Reason reason = Reason.of(trouble.name()).orElse(Reason.StoreError);
      return new SimJobs.End.Fails(
          new JobFailure(
              new Claim(reason, "the store says " + trouble), trouble.name(), 43, null, false),
          true);
    }
    if (defect != null) {
      return new SimJobs.End.Fails(defect, defect.refused());
    }
    return new SimJobs.End.Succeeds(done(job));
  }

  /** The work is done, or found done. */
  protected abstract Termination done(SimJob job);

  /** The result of the Job with that UID. */
  protected abstract Optional<JobResult> result(String job);

  // What the operator sees and does.

  /** The name of the object. */
  protected abstract String name();

  /** The spec that the user wants now. */
  protected abstract T spec();

  /** What caches show of everything but the object. */
  protected abstract O observe(P primary, List<JobFacts> jobs);

  /** Does a step of the kind's own. */
  protected abstract void perform(Step step, P by);

  /** Whether an object with those labels is there. */
  protected abstract boolean exists(Step.Result result);

  /** A new process lists everything anew. */
  protected abstract void listMore();

  /** Notes what is, for caches. */
  protected abstract void noteMore();

  /** What must hold when a Job is created. */
  protected abstract void creating(Job job, P by);

  /** What must hold when the operator deletes a Job. */
  protected abstract void deleting(SimJob job, P by);

  /** What must hold when a status is written. */
  protected abstract void saying(P by, S before, S next);

  final Optional<P> seenPrimary(boolean calm) {
    return calm ? primaryCache.fresh() : primaryCache.read(random, LATE);
  }

  final List<JobFacts> seenJobs(P by, boolean orphansToo) {
    return jobCache.read(random, LATE).stream()
        .filter(j -> orphansToo || j.owner().equals(by.getMetadata().getUid()))
        .map(SimJobs.Seen::facts)
        .toList();
  }

  final void listAll() {
    primaryCache = primaries.reader();
    jobCache = seenJobs.reader();
    answers.forget();
    listMore();
  }

  final void freshPrimary() {
    Optional<P> ignored = primaryCache.fresh();
  }

  /** The status of the object becomes that one. */
  final void put(S status) {
    P old = primary().orElseThrow();
    primary =
        object(
            old.getSpec(), old.getMetadata().getUid(), old.getMetadata().getGeneration(), status);
    writes++;
    noteAll();
  }

  /** Notes everything that is, for caches. */
  public final void noteAll() {
    primaries.note(tick, Optional.ofNullable(primary));
    seenJobs.note(tick, jobs.view());
    noteMore();
  }
}
