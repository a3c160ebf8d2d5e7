package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.features.RowView;
import dev.sextant.features.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that is being read, by the places of the columns that were asked for. */
public final class RawRow implements RowView {
  private final List<SnapshotColumn> columns;
  private final double[] numbers;
  private final @Nullable String[] texts;
  private final long[] times;

  RawRow(List<SnapshotColumn> columns) {
    this.columns = columns;
    this.numbers = new double[columns.size()];
    this.texts = new @Nullable String[columns.size()];
    this.times = new long[columns.size()];
  }

  void load(ResultSet row) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      ColumnType type = columns.get(i).type();
      switch (type) {
        case Double, Integer, Boolean -> {
          double value = row.getDouble(i + 1);
          numbers[i] = row.wasNull() ? Double.NaN : value;
        }
        case String -> texts[i] = row.getString(i + 1);
        case Timestamp -> {
          long value = row.getLong(i + 1);
          times[i] = row.wasNull() ? Timestamps.MISSING : value;
        }
      }
    }
  }

  @Override
  public double number(int variable) {
    return numbers[variable];
  }

  @Override
  public @Nullable String text(int variable) {
    return texts[variable];
  }

  @Override
  public @Nullable Boolean truth(int variable) {
    return Double.isNaN(numbers[variable]) ? null : numbers[variable] != 0;
  }

  @Override
  public long timestamp(int variable) {
    return times[variable];
  }
}
