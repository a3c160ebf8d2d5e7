package dev.sextant.operator.training;

import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides which snapshot a run is bound to, or what is missing. */
sealed interface SnapshotChoice {

  /** This one. */
  record Chosen(DatasetSnapshot snapshot) implements SnapshotChoice {}

  /** None yet. */
  record Missing(Verdict verdict) implements SnapshotChoice {}

  /** The named snapshot, or the one that makes the named Dataset Ready. */
  static SnapshotChoice of(TrainingRunSpec spec, TrainingObserved seen) {
    return spec.snapshot() != null
        ? named(spec.snapshot().name(), seen)
        : newest(Objects.requireNonNull(spec.dataset(), "spec.dataset").name(), seen);
  }

  private static SnapshotChoice named(String name, TrainingObserved seen) {
    String path = "spec.snapshot.name: DatasetSnapshot \"" + name + "\"";
    Optional<DatasetSnapshot> found = find(name, seen);
    if (found.isEmpty()) {
      return new Missing(
          Verdict.stalled(
              Reason.SnapshotNotFound,
              path + " not found in this namespace; create it or fix the name"));
    }
    return isReady(found.get())
        ? new Chosen(found.get())
        : new Missing(
            Verdict.progressing(
                Reason.SnapshotNotReady, path + " is not Ready yet; it goes on when it is"));
  }

  private static SnapshotChoice newest(String name, TrainingObserved seen) {
    String path = "spec.dataset.name: Dataset \"" + name + "\"";
    if (seen.dataset().isEmpty()) {
      return new Missing(
          Verdict.stalled(
              Reason.DatasetNotFound,
              path + " not found in this namespace; create it or fix the name"));
    }
    var dataset = seen.dataset().get();
    if (!dataset.ready()) {
      return new Missing(
          Verdict.progressing(
              Reason.SnapshotNotReady,
              path + " is not Ready: " + dataset.message() + "; it goes on when the Dataset is"));
    }
    return dataset
        .snapshot()
        .flatMap(snapshot -> find(snapshot, seen))
        .filter(SnapshotChoice::isReady)
        .<SnapshotChoice>map(Chosen::new)
        .orElse(
            new Missing(
                Verdict.progressing(
                    Reason.SnapshotNotReady, path + " is Ready; its snapshot is awaited")));
  }

  private static Optional<DatasetSnapshot> find(String name, TrainingObserved seen) {
    return seen.snapshots().stream()
        .filter(s -> s.getMetadata().getName().equals(name))
        .findFirst();
  }

  private static boolean isReady(DatasetSnapshot snapshot) {
    return Conditions.isReady(
        Optional.ofNullable(snapshot.getStatus())
            .map(DatasetSnapshotStatus::conditions)
            .orElse(List.of()));
  }
}
