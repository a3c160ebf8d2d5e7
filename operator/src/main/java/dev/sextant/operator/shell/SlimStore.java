package dev.sextant.operator.shell;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/**
 * An informer's store that drops managed fields, which we never read and which are half the size,
 * and shares what is left with the stores of the other controllers.
 */
public final class SlimStore<R extends HasMetadata> extends BasicItemStore<R> {
  private static final SharedObjects SHARED = new SharedObjects();

  /** A store with the usual keys. */
  public SlimStore() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public R put(String key, R object) {
    object.getMetadata().setManagedFields(null);
    return super.put(key, SHARED.shared(object));
  }
}
