package dev.sextant.statistics.schema;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has changed about a column. */
public sealed interface SchemaChange {
  /** The column's name. */
  String column();

  /** What has changed and what it means, in a sentence. */
  String sentence();

  /** The reference does not have the column. */
  record Added(String column, String type) implements SchemaChange {
    @Override
    public String sentence() {
      return "column %s (%s) is new: a model of the reference does not read it"
          .formatted(column, type);
    }
  }

  /** The column is not there any more. */
  record Removed(String column, String type) implements SchemaChange {
    @Override
    public String sentence() {
      return "column %s (%s) is gone: a model that reads it has nothing to read"
          .formatted(column, type);
    }
  }

  /** The column has another type; its values are not compared. */
  record TypeChanged(String column, String before, String now) implements SchemaChange {
    @Override
    public String sentence() {
      return "column %s was %s and is %s now: its values were not compared"
          .formatted(column, before, now);
    }
  }

  /**
   * No row has a value any more.
   *
   * @param rows there are
   * @param shareBefore of the rows of the reference that have a value
   * @param chance that rows dealt anew leave none with a value here
   */
  record Emptied(String column, long rows, double shareBefore, double chance)
      implements SchemaChange {
    @Override
    public String sentence() {
      return "column %s has no value in any of %d rows; %s of the reference have one"
          .formatted(column, rows, percent(shareBefore));
    }
  }

  /**
   * All rows have one value, and those of the reference do not.
   *
   * @param value the one
   * @param rows that have it
   * @param shareBefore of the rows of the reference that have it
   * @param chance that rows dealt anew are all equal here
   */
  record BecameConstant(String column, String value, long rows, double shareBefore, double chance)
      implements SchemaChange {
    @Override
    public String sentence() {
      return "column %s is %s in all of %d rows, and in %s of the reference: it says nothing now"
          .formatted(column, value, rows, percent(shareBefore));
    }
  }

  /**
   * Categories that the reference does not have.
   *
   * @param categories the most frequent first
   * @param rows that have one of them
   * @param share of the rows
   * @param low what the share does not go below, at half the error rate of the comparison
   * @param high what it does not exceed, at the other half
   * @param expected share of rows with new categories where nothing has changed: that of the rows
   *     of the reference with a category that occurs once there (Good 1953)
   */
  record NewCategories(
      String column,
      List<CategoryCount> categories,
      long rows,
      double share,
      double low,
      double high,
      double expected)
      implements SchemaChange {
    public NewCategories {
      categories = List.copyOf(categories);
    }

    @Override
    public String sentence() {
      return ("column %s has categories that the reference does not have in %s of the rows (%s to"
              + " %s), where %s are expected: %s; a model of the reference has learned nothing of"
              + " them")
          .formatted(
              column,
              percent(share),
              percent(low),
              percent(high),
              percent(expected),
              some(categories));
    }
  }

  /**
   * Categories of the reference that do not occur any more, and that chance does not explain.
   *
   * @param categories the most frequent first; rows and shares are those of the reference
   */
  record VanishedCategories(String column, List<CategoryCount> categories) implements SchemaChange {
    public VanishedCategories {
      categories = List.copyOf(categories);
    }

    @Override
    public String sentence() {
      return "column %s has none of %s any more, which make %s of the reference"
          .formatted(
              column,
              some(categories),
              percent(categories.stream().mapToDouble(CategoryCount::share).sum()));
    }
  }

  /**
   * More numbers lie beyond the least or the greatest of the reference than chance explains.
   *
   * @param above whether they lie above the greatest
   * @param limit the least or the greatest number of the reference
   * @param farthest the one that lies farthest beyond
   * @param rows of them
   * @param share of the rows
   * @param chance that rows dealt anew have as many
   */
  record OutOfRange(
      String column,
      boolean above,
      double limit,
      double farthest,
      long rows,
      double share,
      double chance)
      implements SchemaChange {
    @Override
    public String sentence() {
      return ("column %s lies %s %s in %d rows (%s), up to %s: a model of the reference has seen"
              + " nothing there")
          .formatted(column, above ? "above" : "below", limit, rows, percent(share), farthest);
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }

  private static String some(List<CategoryCount> categories) {
    int most = 5;
    String first =
        categories.stream()
            .limit(most)
            .map(c -> "%s (%d rows)".formatted(c.category(), c.rows()))
            .collect(Collectors.joining(", "));
    return categories.size() > most
        ? "%s and %d more".formatted(first, categories.size() - most)
        : first;
  }
}
