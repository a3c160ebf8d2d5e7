package dev.sextant.server;

import dev.sextant.features.RowView;
import dev.sextant.features.Timestamps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The raw columns of one request in the order of the signature, and a cursor over their rows. */
final class Columns implements RowView {
  /** The values of one column, missing ones included; two of them are never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  sealed interface Column {
    /** Double and Integer; NaN is missing. */
    record Numbers(double... values) implements Column {}

    /** String; null is missing. */
    record Texts(@Nullable String... values) implements Column {}

    /** Timestamp in microseconds; {@link Timestamps#MISSING} is missing. */
    record Times(long... values) implements Column {}

    /** Boolean: 0, 1, and -1 where it is missing. */
    record Truths(byte... values) implements Column {}
  }

  private final List<Column> columns;
  private final int rows;
  private int row;

  Columns(List<Column> columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  Column column(int index) {
    return columns.get(index);
  }

  /** Moves the cursor. */
  Columns at(int newRow) {
    row = newRow;
    return this;
  }

  @Override
  public double number(int variable) {
    return ((Column.Numbers) columns.get(variable)).values()[row];
  }

  @Override
  public @Nullable String text(int variable) {
    return ((Column.Texts) columns.get(variable)).values()[row];
  }

  @Override
  public @Nullable Boolean truth(int variable) {
    byte value = ((Column.Truths) columns.get(variable)).values()[row];
    return value < 0 ? null : value == 1;
  }

  @Override
  public long timestamp(int variable) {
    return ((Column.Times) columns.get(variable)).values()[row];
  }
}
