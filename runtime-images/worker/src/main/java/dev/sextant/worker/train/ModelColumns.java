package dev.sextant.worker.train;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.features.Compilation;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.FeatureProgram;
import dev.sextant.features.Problem;
import dev.sextant.features.Variable;
import dev.sextant.worker.shell.JobRefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what the columns of a snapshot are for a model.
 *
 * @param all every column of the snapshot
 * @param features the expressions that travel with the model
 * @param inputs what the trainer reads: Feature columns, computed ones among them
 * @param requested what a caller sends: raw Feature columns and what expressions read
 * @param label the column that is predicted
 * @param unit the column whose equal values are resampled together; empty when every row counts
 */
record ModelColumns(
    List<SnapshotColumn> all,
    List<FeatureExpression> features,
    List<SnapshotColumn> inputs,
    List<SnapshotColumn> requested,
    SnapshotColumn label,
    Optional<SnapshotColumn> unit) {

  static ModelColumns of(SnapshotManifest snapshot) {
    List<SnapshotColumn> all = snapshot.columns();
    List<FeatureExpression> features =
        Objects.requireNonNullElse(snapshot.features(), List.<FeatureExpression>of());
    SnapshotColumn label =
        withRole(all, Role.Label)
            .findFirst()
            .orElseThrow(() ->
                new JobRefusedException(
                    "NoLabel",
                    "spec.dataset: the snapshot has no Label column; give one of the Dataset's"
                        + " columns that role"));
    var inputs = withRole(all, Role.Feature).toList();
    if (inputs.isEmpty()) {
      throw new JobRefusedException(
          "NoFeatures",
          "spec.dataset: the snapshot has no Feature column and no feature; a model needs at least"
              + " one");
    }
    inputs.forEach(ModelColumns::requireUsable);
    var read = readByExpressions(all, features, label);
    var requested =
        all.stream()
            .filter(column -> !column.computed())
            .filter(column -> inputs.contains(column) || read.contains(column.name()))
            .toList();
    return new ModelColumns(
        all,
        features,
        inputs,
        requested,
        label,
        withRole(all, Role.Entity).findFirst().or(() -> withRole(all, Role.Group).findFirst()));
  }

  private static Stream<SnapshotColumn> withRole(List<SnapshotColumn> columns, Role role) {
    return columns.stream().filter(column -> column.role() == role);
  }

  private static void requireUsable(SnapshotColumn input) {
    if (input.type() == ColumnType.Timestamp) {
      throw new JobRefusedException(
          "TimestampFeature",
          ("spec.dataset: column '%s' is a Timestamp, which no model reads; give it the role Time"
                  + " or Auxiliary and derive features from it, such as %s.getHours()")
              .formatted(input.name(), input.name()));
    }
  }

  private static HashSet<String> readByExpressions(
      List<SnapshotColumn> all, List<FeatureExpression> features, SnapshotColumn label) {
    var variables =
        all.stream()
            .filter(column -> !column.computed() && !column.equals(label))
            .map(column -> new Variable(column.name(), column.type()))
            .toList();
    return switch (FeatureCompiler.features(variables, features)) {
      case Compilation.Compiled<FeatureProgram> compiled ->
          compiled.program().inputs().stream()
              .map(Variable::name)
              .collect(Collectors.toCollection(HashSet::new));
      case Compilation.Rejected<FeatureProgram> rejected ->
          throw new JobRefusedException(
              "InvalidFeature",
              "spec.dataset: "
                  + rejected.problems().stream()
                      .map(Problem::toString)
                      .collect(Collectors.joining("; ")));
    };
  }

  /** The column that names a row, if there is one. */
  Optional<SnapshotColumn> id() {
    return withRole(all, Role.RowId).findFirst();
  }

  /** What a caller sends, as the signature says it. */
  List<Signature.Input> signatureInputs() {
    return requested.stream()
        .map(column -> new Signature.Input(column.name(), column.type()))
        .toList();
  }
}
