package dev.sextant.operator.training;

import dev.sextant.api.dataset.ColumnRole;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.features.Compilation;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.Variable;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what of a TrainingRun does not fit the snapshot that it is to be trained on. */
final class TrainingCheck {
  private TrainingCheck() {}

  /** The first problem; empty when there is none. */
  static Optional<Claim> problem(TrainingRunSpec spec, DatasetSnapshot snapshot) {
    return store(spec, snapshot)
        .or(() -> label(snapshot))
        .or(() -> preprocess(spec, snapshot))
        .or(() -> heuristics(spec, snapshot));
  }

  /** A job works with one store alone. */
  private static Optional<Claim> store(TrainingRunSpec spec, DatasetSnapshot snapshot) {
    String store = snapshot.getSpec().store();
    return store.equals(spec.store())
        ? Optional.empty()
        : invalid(
            "spec.store: snapshot %s is in ArtifactStore \"%s\", not in \"%s\"; name that one"
                .formatted(snapshot.getMetadata().getName(), store, spec.store()));
  }

  private static Optional<Claim> label(DatasetSnapshot snapshot) {
    boolean labelled =
        snapshot.getSpec().columns().stream().anyMatch(c -> c.role() == ColumnRole.Label);
    return labelled
        ? Optional.empty()
        : Optional.of(
            new Claim(
                Reason.InvalidSpec,
                "spec.dataset: snapshot %s has no column with the role Label; give one that role"
                    .formatted(snapshot.getMetadata().getName())));
  }

  private static Optional<Claim> preprocess(TrainingRunSpec spec, DatasetSnapshot snapshot) {
    Set<String> inputs =
        Stream.concat(
                snapshot.getSpec().columns().stream()
                    .filter(c -> c.role() == ColumnRole.Feature)
                    .map(c -> c.name()),
                snapshot.getSpec().features().stream().map(f -> f.name()))
            .collect(Collectors.toSet());
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < spec.preprocess().size(); i++) {
      for (String column : spec.preprocess().get(i).columns()) {
        String path = "spec.preprocess[%d].columns: '%s' ".formatted(i, column);
        if (!inputs.contains(column)) {
          return invalid(
              path
                  + "is no input of the snapshot; inputs are "
                  + String.join(", ", sorted(inputs)));
        }
        if (!taken.add(column)) {
          return invalid(path + "is in another step too; leave it in one of them");
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().limit(20).toList();
  }

  private static Optional<Claim> heuristics(TrainingRunSpec spec, DatasetSnapshot snapshot) {
    List<Variable> variables =
        Stream.concat(
                snapshot.getSpec().columns().stream()
                    .filter(c -> c.role() != ColumnRole.Label)
                    .map(c -> new Variable(c.name(), ColumnType.valueOf(c.type().name()))),
                snapshot.getSpec().features().stream()
                    .map(f -> new Variable(f.name(), ColumnType.valueOf(f.type().name()))))
            .toList();
    for (int i = 0; i < spec.baselines().size(); i++) {
      String cel = spec.baselines().get(i).cel();
      if (cel != null
          && FeatureCompiler.number("spec.baselines[" + i + "].cel", variables, cel)
              instanceof Compilation.Rejected<?> rejected) {
        return Optional.of(
            new Claim(Reason.InvalidExpression, rejected.problems().getFirst().toString()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Claim> invalid(String message) {
    return Optional.of(new Claim(Reason.InvalidSpec, message));
  }
}
