package dev.sextant.operator.shell;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps one instance of each version of an object, for as long as anybody holds it.
 *
 * <p>Every controller watches what it needs by itself, so that an object of ours arrives up to four
 * times. What is in the caches is never changed, hence all of them can hold the same instance.
 */
final class SharedObjects {
  private record Key(Class<?> type, String uid, String version) {}

  private static final class Entry extends WeakReference<HasMetadata> {
    private final Key key;

    Entry(Key key, HasMetadata object, ReferenceQueue<HasMetadata> collected) {
      super(object, collected);
      this.key = key;
    }
  }

  private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<HasMetadata> collected = new ReferenceQueue<>();

  /** The instance of this version that came first; the given one when there is none. */
  <R extends HasMetadata> R shared(R object) {
    forgetCollected();
    String uid = object.getMetadata().getUid();
    String version = object.getMetadata().getResourceVersion();
    if (uid == null || version == null) {
      return object;
    }
    Key key = new Key(object.getClass(), uid, version);
    Entry mine = new Entry(key, object, collected);
    Entry kept =
        entries.compute(key, (k, known) -> known == null || known.get() == null ? mine : known);
    HasMetadata first = kept.get();
    @SuppressWarnings("unchecked") // The class is part of the key.
    R same = first == null ? object : (R) first;
    return same;
  }

  private void forgetCollected() {
    for (Reference<? extends HasMetadata> gone = collected.poll();
        gone != null;
        gone = collected.poll()) {
      if (gone instanceof Entry entry) {
        entries.remove(entry.key, entry);
      }
    }
  }

  /** How many versions are known. */
  int size() {
    return entries.size();
  }
}
