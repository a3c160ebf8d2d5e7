package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.encode.Family;
import dev.sextant.worker.train.encode.FittedInput;
import dev.sextant.worker.train.encode.InputLayout;
import dev.sextant.worker.train.encode.Numbers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of one part into an {@link EncodedPart}, in the order of the files. */
public final class PartReader {
  /** Above it, whole numbers are no longer exact in single precision. */
  static final double EXACT_WHOLE_NUMBERS = 1 << 24;

  private static final int CHECK_EVERY = 8_192;

  private final SnapshotDatabase database;
  private final InputLayout layout;
  private final Label label;
  private final Family family;
  private final Runnable checkpoint;

  /**
   * A reader.
   *
   * @param checkpoint is run every few thousand rows and may throw to stop the reading
   */
  public PartReader(
      SnapshotDatabase database,
      InputLayout layout,
      Label label,
      Family family,
      Runnable checkpoint) {
    this.database = database;
    this.layout = layout;
    this.label = label;
    this.family = family;
    this.checkpoint = checkpoint;
  }

  /**
   * Reads a part.
   *
   * @param rows how many rows it has
   * @param unit the column whose equal values belong together; empty when every row is its own
   */
  public EncodedPart read(SplitName part, int rows, Optional<SnapshotColumn> unit)
      throws SQLException {
    var target = new Target(rows);
    database.forEach(select(part, unit), target::add);
    if (target.next != rows) {
      throw new IllegalStateException(
          "part %s changed while it was read: %d rows, then %d".formatted(part, rows, target.next));
    }
    return new EncodedPart(
        layout,
        target.numbers,
        target.slots,
        target.labels,
        unit.isPresent() ? Units.of(target.units) : Units.rows(rows));
  }

  private String select(SplitName part, Optional<SnapshotColumn> unit) {
    var expressions = new ArrayList<String>();
    for (FittedInput input : layout.inputs()) {
      expressions.add(
          switch (input) {
            case FittedInput.Scalar number -> Sql.value(number.column(), number.type());
            case FittedInput.Text text -> Sql.value(text.column(), ColumnType.String);
            case FittedInput.Code code -> Sql.value(code.column(), code.type());
          });
    }
    expressions.add(label.sql());
    unit.ifPresent(
        column -> expressions.add("CAST(%s AS VARCHAR)".formatted(Sql.name(column.name()))));
    return "SELECT %s FROM %s".formatted(String.join(", ", expressions), Sql.name(part.name()));
  }

  /** The arrays that are filled. */
  private final class Target {
    private final double[][] numbers;
    private final int[][] slots;
    private final double[] labels;
    private final int[] units;
    private final List<Map<String, Integer>> slotsOfText = new ArrayList<>();
    private final Map<String, Integer> unitNumbers = new HashMap<>();
    private int nextUnit;
    private int next;

    Target(int rows) {
      numbers = new double[layout.numbers().size()][rows];
      slots = new int[layout.oneHots().size()][rows];
      labels = new double[rows];
      units = new int[rows];
      for (FittedInput.OneHot oneHot : layout.oneHots()) {
        slotsOfText.add(oneHot instanceof FittedInput.Text text ? text.slots() : Map.of());
      }
    }

    void add(ResultSet row) throws SQLException {
      if (next % CHECK_EVERY == 0) {
        checkpoint.run();
      }
      int column = 1;
      for (int i = 0; i < numbers.length; i++) {
        numbers[i][next] = checked(layout.numbers().get(i), number(row, column++));
      }
      for (int i = 0; i < slots.length; i++) {
        slots[i][next] = slot(i, row, column++);
      }
      labels[next] = row.getDouble(column++);
      if (row.getMetaData().getColumnCount() >= column) {
        units[next] = unit(row.getString(column));
      }
      next++;
    }

    private int slot(int input, ResultSet row, int column) throws SQLException {
      return switch (layout.oneHots().get(input)) {
        case FittedInput.Text text -> {
          String value = row.getString(column);
          yield slotsOfText.get(input).getOrDefault(value == null ? "" : value, text.unseenSlot());
        }
        case FittedInput.Code code -> code.slotOf(number(row, column));
      };
    }

    // A row whose unit is unknown stands for itself.
    private int unit(String value) {
      return value == null ? nextUnit++ : unitNumbers.computeIfAbsent(value, key -> nextUnit++);
    }

    private static double number(ResultSet row, int column) throws SQLException {
      double value = row.getDouble(column);
      return row.wasNull() ? Double.NaN : value;
    }

    private double checked(FittedInput.Scalar input, double value) {
      if (family == Family.Linear || Double.isNaN(value)) {
        return value;
      }
      boolean inexact =
          input.type() == ColumnType.Integer
              && input.scale() == 1
              && Math.abs(value) > EXACT_WHOLE_NUMBERS;
      if (inexact) {
        throw new JobRefusedException(
            "IntegerTooLarge",
            ("column '%s': %s is beyond 16777216, up to which trees tell whole numbers apart;"
                    + " declare it a String with OneHot, or derive a smaller number as a feature")
                .formatted(input.column(), Numbers.text(value)));
      }
      if (Math.abs(input.encode(value)) > Float.MAX_VALUE) {
        throw new JobRefusedException(
            "NumberTooLarge",
            "column '%s': %s is beyond 3.4e38, the largest number that trees read; bound it by max"
                .formatted(input.column(), value));
      }
      return value;
    }
  }
}
