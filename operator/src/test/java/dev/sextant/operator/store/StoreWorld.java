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
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A world with one ArtifactStore. */
final class StoreWorld
    extends SimWorld<ArtifactStore, ArtifactStoreSpec, ArtifactStoreStatus, StoreObserved> {
  private static final ArtifactStoreSpec BASE = Samples.store("ns").getSpec();

  final StoreLaws laws = new StoreLaws(this);
  int bucket;

  StoreWorld(RandomGenerator random) {
    super(random, StoreReconciler.SHAPE);
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
    return new StoreObserved(jobs);
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
    // There is nothing but its Jobs.
  }

  @Override
  protected void noteMore() {
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
