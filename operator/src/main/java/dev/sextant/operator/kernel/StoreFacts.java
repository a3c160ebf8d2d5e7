package dev.sextant.operator.kernel;

import dev.sextant.api.common.Condition;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreSpec;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.contracts.job.StoreLocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the kinds that use a store need to know of it.
 *
 * @param name the ArtifactStore
 * @param ready whether it can be used now
 * @param message what its Ready condition says
 * @param location where it is
 * @param secretName the Secret with its keys
 * @param foundFine when the last probe of a store that is ready ended
 */
public record StoreFacts(
    String name,
    boolean ready,
    String message,
    StoreLocation location,
    String secretName,
    Optional<Instant> foundFine) {

  /** Reads an ArtifactStore. */
  public static StoreFacts of(ArtifactStore store) {
    Optional<ArtifactStoreStatus> status = Optional.ofNullable(store.getStatus());
    List<Condition> conditions = status.map(ArtifactStoreStatus::conditions).orElse(List.of());
    boolean ready = Conditions.isReady(conditions);
    return new StoreFacts(
        store.getMetadata().getName(),
        ready,
        Conditions.readyMessage(conditions),
        location(store.getSpec()),
        store.getSpec().credentials().secretName(),
        status.filter(s -> ready).map(ArtifactStoreStatus::lastProbeTime).map(Instant::parse));
  }

  /** Where a store is, as jobs are told. */
  public static StoreLocation location(ArtifactStoreSpec spec) {
    String prefix = spec.prefix();
    return new StoreLocation(
        spec.endpoint(),
        spec.region(),
        spec.bucket(),
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
        spec.pathStyle());
  }
}
