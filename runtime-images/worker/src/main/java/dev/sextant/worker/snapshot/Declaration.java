package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.features.Feature;
import dev.sextant.features.FeatureProgram;
import dev.sextant.features.RowPredicate;
import dev.sextant.features.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Dataset's declaration after it was found sound: columns and compiled expressions.
 *
 * @param job what was asked for
 * @param axis the Time column at which a prediction is made and along which rows are split; null
 *     without a time axis
 * @param features the row-wise features
 * @param keep the condition on rows; null keeps every row
 */
record Declaration(
    SnapshotJob job, @Nullable Column axis, FeatureProgram features, @Nullable RowPredicate keep) {

  /** What expressions may read: every declared column, by its position. */
  static List<Variable> variables(List<Column> columns) {
    return columns.stream().map(column -> new Variable(column.name(), column.type())).toList();
  }

  List<Column> columns() {
    return job.columns();
  }

  Optional<Column> withRole(Role role) {
    return columns().stream().filter(column -> column.role() == role).findFirst();
  }

  /** The column whose hash decides the split, where one does. */
  Optional<Column> unit() {
    return job.split() instanceof Split.Hash hash
        ? columns().stream().filter(column -> column.name().equals(hash.by())).findFirst()
        : Optional.empty();
  }

  /** Whether every row of a snapshot has a RowId that no other has, or the job was refused. */
  boolean identifiesRows() {
    return job.duplicates() != DuplicatePolicy.Ignore
        && withRole(Role.RowId).filter(id -> id.missingAtMost() == null).isPresent();
  }

  /** The columns of the snapshot: those declared, then those computed. */
  List<SnapshotColumn> snapshotColumns() {
    List<SnapshotColumn> result = new ArrayList<>();
    for (Column column : columns()) {
      result.add(new SnapshotColumn(column.name(), column.type(), column.role(), false));
    }
    for (Feature feature : features.features()) {
      result.add(new SnapshotColumn(feature.name(), feature.type(), Role.Feature, true));
    }
    return List.copyOf(result);
  }

  /** How messages call the column at a position. */
  static String path(List<Column> columns, int position) {
    return "columns[%d] (%s)".formatted(position, columns.get(position).name());
  }

  /** Whether values of the type are numbers. */
  static boolean isNumber(ColumnType type) {
    return type == ColumnType.Double || type == ColumnType.Integer;
  }
}
