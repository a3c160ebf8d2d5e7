package dev.sextant.operator.shell;

import dev.sextant.operator.kernel.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what was applied last and what it became, so that an unchanged child costs no call. A
 * restart forgets everything: one more apply per child is then a free check for drift.
 */
final class AppliedMemory {
  private record Entry(String hash, String uid, String version) {}

  private final Map<Step.Target, Entry> entries = new ConcurrentHashMap<>();

  /** Whether the object is still exactly what that intent made of it. */
  boolean isCurrent(Step.Target target, String hash, HasMetadata existing) {
    Entry entry = entries.get(target);
    return entry != null
        && entry.hash().equals(hash)
        && entry.uid().equals(existing.getMetadata().getUid())
        && entry.version().equals(version(existing));
  }

  void remember(Step.Target target, String hash, HasMetadata result) {
    entries.put(target, new Entry(hash, result.getMetadata().getUid(), version(result)));
  }

  void forget(Step.Target target) {
    entries.remove(target);
  }

  /** The generation, which status writes leave alone; kinds without one have their version. */
  private static String version(HasMetadata object) {
    Long generation = object.getMetadata().getGeneration();
    return generation == null || generation == 0
        ? "v" + object.getMetadata().getResourceVersion()
        : "g" + generation;
  }
}
