package dev.sextant.operator.store;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreSpec;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.sim.SimJob;
import dev.sextant.operator.sim.SimWorld;
import dev.sextant.operator.sim.Timeline;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A world with one ArtifactStore. */
final class StoreWorld
    extends SimWorld<ArtifactStore, ArtifactStoreSpec, ArtifactStoreStatus, StoreObserved> {
  private static final ArtifactStoreSpec BASE = Samples.store("ns").getSpec();

  final StoreLaws laws = new StoreLaws(this);
  int bucket;

  /** How far the clock has gone back, all times together. */
  Duration behind = Duration.ZERO;

  /** When the store last kept a Job of another object from its work. */
  Optional<Instant> doubted = Optional.empty();

  private final Timeline<Optional<Instant>> doubts = new Timeline<>(LATE + 1);
  private Timeline<Optional<Instant>>.Reader cache;

  StoreWorld(RandomGenerator random) {
    super(random, StoreReconciler.SHAPE);
    doubts.note(0, doubted);
    cache = doubts.reader();
  }

  @Override
  protected String name() {
    return "default";
  }

  @Override
  protected ArtifactStoreSpec spec() {
    return new ArtifactStoreSpec(
        BASE.endpoint(),
        BASE.region(),
        "bucket-" + bucket,
        BASE.prefix(),
        BASE.pathStyle(),
        BASE.credentials());
  }

  @Override
  protected Termination done(SimJob job) {
    return new Termination(
        1, Termination.Outcome.Succeeded, "Succeeded", "it can be used", null, null, null);
  }

  @Override
  protected Optional<JobResult> result(String job) {
    return Optional.empty();
  }

  @Override
  protected StoreObserved observe(ArtifactStore primary, List<JobFacts> jobs) {
    return new StoreObserved(jobs, cache.read(random, LATE));
  }

  @Override
  protected void perform(Step step, ArtifactStore by) {
    throw new IllegalStateException("no step of this room: " + step);
  }

  @Override
  protected boolean exists(Step.Result result) {
    return false;
  }

  @Override
  protected void listMore() {
    cache = doubts.reader();
  }

  @Override
  protected void noteMore() {
    doubts.note(tick, doubted);
    laws.look();
  }

  @Override
  protected void creating(Job job, ArtifactStore by) {
    laws.creating(job, by);
  }

  @Override
  protected void deleting(SimJob job, ArtifactStore by) {
    // A probe leaves nothing that is missed.
  }

  @Override
  protected void saying(ArtifactStore by, ArtifactStoreStatus before, ArtifactStoreStatus next) {
    laws.saying(by, next);
  }
}
