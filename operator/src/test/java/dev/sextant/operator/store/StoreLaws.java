package dev.sextant.operator.store;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Labels;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.BackOff;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.sim.Broken;
import dev.sextant.operator.sim.SimJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches what must hold of an ArtifactStore, at every step. */
final class StoreLaws {
  private static final int LATE = 8;
  private static final String DEADLINE = Reason.DeadlineExceeded.name();

  /** How many ticks an edit may wait for an operator that has just ended. */
  private static final int LONGEST_UNSEEN = 12;

  /** How a probe ended. */
  private record Outcome(
      String job, boolean fine, boolean late, Instant began, Instant at, long tick) {

    /** The earlier of its times: the clock may have gone back in between. */
    Instant first() {
      return began.isBefore(at) ? began : at;
    }
  }

  /** When a probe began. */
  private record Began(long tick, Instant at) {}

  private final StoreWorld world;
  private final Map<String, Outcome> last = new HashMap<>();
  private final Map<String, Outcome> before = new HashMap<>();
  private final Map<String, Began> created = new HashMap<>();

  /** People deleted a probe before anybody saw how it ended. */
  private boolean excused;

  private int unseen;

  StoreLaws(StoreWorld world) {
    this.world = world;
  }

  private static String key(String uid, String work) {
    return uid + "/" + work;
  }

  void look() {
    for (SimJob job : world.jobs.all()) {
      JobFacts facts = job.facts();
      String key = key(job.owner(), job.work());
      Outcome known = last.get(key);
      if (facts.ended() && (known == null || !known.job().equals(job.uid))) {
        if (known != null) {
          before.put(key, known);
        }
        boolean fine = facts.phase() == JobFacts.Phase.Succeeded;
        boolean late = facts.failure().filter(f -> f.word().equals(DEADLINE)).isPresent();
        Instant ended = facts.finished().orElseThrow();
        last.put(key, new Outcome(job.uid, fine, late, facts.created(), ended, world.tick));
      }
    }
  }

  /** People delete the probes: of a failure that nobody has written down nobody knows any more. */
  void forget() {
    excused = true;
    for (SimJob job : world.jobs.all()) {
      String key = key(job.owner(), job.work());
      Outcome known = last.get(key);
      if (known != null && known.job().equals(job.uid) && !known.fine() && !isWritten(known)) {
        last.remove(key);
        Optional.ofNullable(before.remove(key)).ifPresent(earlier -> last.put(key, earlier));
      }
    }
  }

  private boolean isWritten(Outcome known) {
    String at = known.at().truncatedTo(ChronoUnit.SECONDS).toString();
    return world.status().filter(status -> at.equals(status.lastProbeTime())).isPresent();
  }

  /** One probe at a time, and never without a pause. */
  void creating(Job job, ArtifactStore by) {
    String uid = by.getMetadata().getUid();
    String work = job.getMetadata().getLabels().get(Labels.INPUT_HASH);
    Began earlier = created.get(key(uid, work));
    boolean seen = earlier != null && world.tick - earlier.tick() > LATE;
    for (SimJob other : world.jobs.all()) {
      if (other.owner().equals(uid) && other.work().equals(work) && other.isActive() && seen) {
        throw new Broken("a second probe began beside " + other.name());
      }
    }
    Outcome known = last.get(key(uid, work));
    if (world.lives(uid)
        && earlier != null
        && world.tick - earlier.tick() < 2
        && world.now.isBefore(earlier.at().plus(BackOff.SOONEST))
        && !excused) {
      throw new Broken("it was probed again at once");
    }
    if (known != null
        && known.fine()
        && recorded(by, work)
        && world.now.isBefore(known.at().plus(rest(known)))
        && !excused) {
      throw new Broken("it was fine and is probed again too soon");
    }
    created.put(key(uid, work), new Began(world.tick, world.now));
  }

  /** A store that was fine is left alone for an hour, or for a minute when a Job doubts it. */
  private Duration rest(Outcome known) {
    boolean doubted = world.doubted.filter(d -> d.isAfter(known.first())).isPresent();
    return doubted ? Duration.ofSeconds(55) : Duration.ofMinutes(55);
  }

  /** Whether the status says that it was fine: what it does not say may be tried again. */
  private boolean recorded(ArtifactStore by, String work) {
    return world
        .primary()
        .filter(store -> store.getMetadata().getUid().equals(by.getMetadata().getUid()))
        .map(StoreReconciler.SHAPE::of)
        .filter(status -> Conditions.isReady(status.conditions()))
        .filter(status -> status.probedHash() != null && status.probedHash().startsWith(work))
        .isPresent();
  }

  /** Ready is what the last probe found, and nothing else. */
  void saying(ArtifactStore by, ArtifactStoreStatus next) {
    boolean current = Objects.equals(next.observedGeneration(), by.getMetadata().getGeneration());
    if (!current || !Conditions.isReady(next.conditions())) {
      return;
    }
    String work = next.probedHash() == null ? "" : next.probedHash().substring(0, 40);
    String key = key(by.getMetadata().getUid(), work);
    Outcome known = last.get(key);
    if (known == null) {
      throw new Broken("Ready is said of a store that was never probed");
    }
    boolean late = world.tick - known.tick() <= LATE;
    boolean was = before.containsKey(key) && before.get(key).fine();
    if (!known.fine() && !(late && was)) {
      throw new Broken("Ready is said of a store that cannot be used");
    }
  }

  /** What is not as it should be when nobody has disturbed the world for long. */
  Optional<String> unfinished() {
    Optional<ArtifactStore> store = world.primary();
    if (store.isEmpty()) {
      return world.jobs.all().isEmpty() ? Optional.empty() : Optional.of("Jobs without an owner");
    }
    ArtifactStoreStatus status = StoreReconciler.SHAPE.of(store.get());
    if (!Objects.equals(status.observedGeneration(), store.get().getMetadata().getGeneration())) {
      if (++unseen > LONGEST_UNSEEN) {
        throw new Broken("an edit is not seen until it is time for a probe");
      }
      return Optional.of("the last edit was not seen");
    }
    boolean ready = Conditions.isReady(status.conditions());
    boolean stalled = Conditions.isTrue(status.conditions(), ConditionTypes.STALLED);
    int jobs = world.jobs.all().size();
    boolean said =
        world.trouble == null
            ? ready && !stalled
            : !ready && stalled && isFound(store.get(), world.trouble, world.reason());
    return said && jobs <= 1
        ? Optional.empty()
        : Optional.of(
            "trouble %s, ready %s, stalled %s, Jobs %d"
                .formatted(world.trouble, ready, stalled, jobs));
  }

  /** Whether probes find that: the trouble, or that one did not come to it in time. */
  private boolean isFound(ArtifactStore store, StoreTrouble trouble, String reason) {
    String work = Names.shortHash(StoreProbe.of(store).hash(), 40);
    String key = key(store.getMetadata().getUid(), work);
    boolean late = Stream.of(last, before).anyMatch(m -> m.containsKey(key) && m.get(key).late());
    return reason.equals(reason(trouble)) || (late && reason.equals(DEADLINE));
  }

  private static String reason(StoreTrouble trouble) {
    return switch (trouble) {
      case WrongCredentials, AccessDenied, BucketMissing, EndpointUnreachable -> trouble.name();
      case BadStore, Timeout -> "StoreError";
    };
  }
}
