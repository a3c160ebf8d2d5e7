package dev.sextant.operator.store;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Hashes;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The probes of a store under its present spec.
 *
 * @param store the store
 * @param hash the hash of what a probe finds out about
 */
record StoreProbe(ArtifactStore store, String hash) {
  static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final long TRIES_SECONDS = 20;

  static StoreProbe of(ArtifactStore store) {
    var spec = store.getSpec();
    return new StoreProbe(
        store,
        Hashes.version(1)
            .field("endpoint", spec.endpoint())
            .field("region", spec.region(), "us-east-1")
            .field("bucket", spec.bucket())
            .field("prefix", spec.prefix())
            .field("pathStyle", spec.pathStyle(), true)
            .field("secret", spec.credentials().secretName())
            .digest());
  }

  /** The newest of them. */
  Optional<JobFacts> newest(StoreObserved seen) {
    String names = Names.jobs("probe", store.getMetadata().getName(), hash);
    return seen.jobs().stream().filter(j -> j.name().startsWith(names)).findFirst();
  }

  /** The name of one attempt. */
  String name(int attempt) {
    return Names.job("probe", store.getMetadata().getName(), hash, attempt);
  }

  Step create(String name, JobSettings settings) {
    return new Step.Create(job(name, settings), child());
  }

  /** Takes away all Jobs but that one. */
  List<Step> deleteAllBut(String kept, StoreObserved seen) {
    return seen.jobs().stream()
        .filter(job -> !job.name().equals(kept))
        .<Step>map(job ->
            new Step.Delete(
                new Step.Target(Job.class, store.getMetadata().getNamespace(), job.name()),
                child()))
        .toList();
  }

  private Ownership child() {
    return new Ownership.Child(store.getMetadata().getUid());
  }

  private Job job(String name, JobSettings settings) {
    return JobResources.job(
        new JobRequest(
            store,
            name,
            "probe",
            new ProbeJob(StoreFacts.location(store.getSpec()), TRIES_SECONDS),
            hash,
            store.getSpec().credentials().secretName(),
            null,
            1,
            0,
            DEADLINE,
            false,
            Map.of()),
        settings);
  }
}
