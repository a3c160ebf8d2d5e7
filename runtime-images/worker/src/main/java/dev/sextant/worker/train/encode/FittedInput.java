package dev.sextant.worker.train.encode;

import dev.sextant.contracts.data.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One input with everything that was learned about it from train. */
public sealed interface FittedInput {
  /** The slot of a value that lights none of the columns. */
  int NO_SLOT = -1;

  /** The column or feature. */
  String column();

  /** How many numbers it becomes. */
  int width();

  /**
   * A number.
   *
   * @param type Double, Integer or Boolean
   * @param fill what replaces a missing value; null leaves it missing
   * @param mean is subtracted
   * @param scale divides; 1 when the input is not standardised or does not vary
   */
  record Scalar(String column, ColumnType type, @Nullable Double fill, double mean, double scale)
      implements FittedInput {
    @Override
    public int width() {
      return 1;
    }

    /** The number that a trainer reads. */
    public double encode(double value) {
      double filled = fill != null && Double.isNaN(value) ? fill : value;
      return (filled - mean) / scale;
    }
  }

  /** One column a category, then perhaps one for missing values and one for all others. */
  sealed interface OneHot extends FittedInput {
    /** Columns that stand for one category. */
    int categoryCount();

    /** Whether missing values have a column; without it they are treated as unseen. */
    boolean missingColumn();

    /** Whether what train did not have, or had rarely, shares one column; else all are zero. */
    boolean otherColumn();

    @Override
    default int width() {
      return categoryCount() + (missingColumn() ? 1 : 0) + (otherColumn() ? 1 : 0);
    }

    /** The slot of a value that train did not have. */
    default int unseenSlot() {
      return otherColumn() ? width() - 1 : NO_SLOT;
    }

    /** The slot of a missing value that nothing replaces. */
    default int missingSlot() {
      return missingColumn() ? categoryCount() : unseenSlot();
    }
  }

  /**
   * A text by its categories.
   *
   * @param categories most frequent first
   * @param fill what replaces a missing value; null when nothing does
   */
  record Text(
      String column,
      List<String> categories,
      @Nullable String fill,
      boolean missingColumn,
      boolean otherColumn)
      implements OneHot {
    public Text {
      categories = List.copyOf(categories);
    }

    @Override
    public int categoryCount() {
      return categories.size();
    }

    /** The slot of every known text, the empty one (missing) among them. */
    public Map<String, Integer> slots() {
      var slots = new HashMap<String, Integer>();
      for (int i = 0; i < categories.size(); i++) {
        slots.put(categories.get(i), i);
      }
      int missing = fill == null ? missingSlot() : slots.getOrDefault(fill, unseenSlot());
      slots.put("", missing);
      return slots;
    }
  }

  /**
   * A number by its distinct values.
   *
   * @param type Double, Integer or Boolean
   * @param categories most frequent first
   * @param fill what replaces a missing value; null when nothing does
   */
  record Code(
      String column,
      ColumnType type,
      List<Double> categories,
      @Nullable Double fill,
      boolean missingColumn,
      boolean otherColumn)
      implements OneHot {
    public Code {
      categories = List.copyOf(categories);
    }

    @Override
    public int categoryCount() {
      return categories.size();
    }

    /** The slot of a number, NaN being a missing one. */
    public int slotOf(double value) {
      double filled = fill != null && Double.isNaN(value) ? fill : value;
      if (Double.isNaN(filled)) {
        return missingSlot();
      }
      for (int i = 0; i < categories.size(); i++) {
        if (categories.get(i) == filled) {
          return i;
        }
      }
      return unseenSlot();
    }
  }
}
