package dev.sextant.api.generation;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.Route;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Owns the list of kinds for which definitions and pages are made. */
public final class Kinds {
  /** Every kind, in the order in which data flows through them. */
  public static final List<Class<? extends HasMetadata>> ALL =
      List.of(
          ArtifactStore.class,
          Dataset.class,
          DatasetSnapshot.class,
          TrainingRun.class,
          ModelVersion.class,
          ModelDeployment.class,
          Route.class);

  private Kinds() {}

  /** The kind with this name. */
  public static Class<? extends HasMetadata> named(String name) {
    return ALL.stream()
        .filter(kind -> kind.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such kind: " + name));
  }
}
