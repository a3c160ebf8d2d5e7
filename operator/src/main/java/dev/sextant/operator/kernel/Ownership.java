package dev.sextant.operator.kernel;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;

/** Decides whether an existing object is ours to change. */
public sealed interface Ownership {

  /** Whether the object is ours. */
  boolean holds(HasMetadata existing);

  /**
   * A disposable child: the owner is among its owner references.
   *
   * @param uid the owner's UID
   */
  record Child(String uid) implements Ownership {
    @Override
    public boolean holds(HasMetadata existing) {
      return meta(existing).getOwnerReferences() != null
          && meta(existing).getOwnerReferences().stream().anyMatch(o -> uid.equals(o.getUid()));
    }
  }

  /**
   * An object without one owner: it carries labels that only Sextant writes.
   *
   * @param labels all of them must be there
   */
  record Labelled(Map<String, String> labels) implements Ownership {
    public Labelled {
      labels = Map.copyOf(labels);
    }

    @Override
    public boolean holds(HasMetadata existing) {
      Map<String, String> present = meta(existing).getLabels();
      return present != null && present.entrySet().containsAll(labels.entrySet());
    }
  }

  private static ObjectMeta meta(HasMetadata object) {
    return object.getMetadata();
  }
}
