package dev.sextant.operator.kernel;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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

  /**
   * Whether an object was made for one of the same kind and name as the owner that the desired one
   * has, which is no more: it is about to be collected.
   */
  static boolean isOfPredecessor(HasMetadata existing, HasMetadata desired) {
    return owners(existing)
        .anyMatch(e ->
            owners(desired)
                .anyMatch(d ->
                    d.getKind().equals(e.getKind())
                        && d.getName().equals(e.getName())
                        && !d.getUid().equals(e.getUid())));
  }

  private static Stream<OwnerReference> owners(HasMetadata object) {
    return Objects.requireNonNullElse(meta(object).getOwnerReferences(), List.<OwnerReference>of())
        .stream();
  }

  private static ObjectMeta meta(HasMetadata object) {
    return object.getMetadata();
  }
}
