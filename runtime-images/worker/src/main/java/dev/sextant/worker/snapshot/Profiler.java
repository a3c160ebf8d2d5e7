package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Profile;
import dev.sextant.contracts.data.Profile.ColumnProfile;
import dev.sextant.contracts.data.Profile.Frequency;
import dev.sextant.contracts.data.Profile.Numeric;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the statistics of a part.
 *
 * <p>Quantiles of a large part are those of every k-th row in canonical order, so that they need
 * bounded memory and come out the same each time. Values of RowIds, Entities and Groups are not
 * listed: they name somebody.
 */
final class Profiler {
  private static final int FORMAT = 1;
  private static final int TOP = 20;
  private static final int EXACT_DISTINCT = 10_000;
  private static final long MOST_SAMPLED_CELLS = 10_000_000;
  private static final long MOST_SAMPLED_ROWS = 500_000;

  private final DuckSession session;
  private final List<SnapshotColumn> columns;
  private final String ordered;
  private final String from;

  /**
   * A profiler.
   *
   * @param parquet the part's rows in canonical order
   * @param from the same rows as SQL, in any order: faster to read than what is compressed
   */
  Profiler(DuckSession session, List<SnapshotColumn> columns, Path parquet, String from) {
    this.session = session;
    this.columns = columns;
    this.ordered = "read_parquet(%s, file_row_number=true)".formatted(Sql.text(parquet.toString()));
    this.from = from;
  }

  private record Counts(long missing, long distinct, double min, double max) {
    /** Squares of very large numbers would overflow: they are measured in units of the largest. */
    double scale() {
      double largest = Math.max(Math.abs(min), Math.abs(max));
      return largest > 1e100 ? largest : 1;
    }
  }

  private record Moments(double mean, double deviation) {}

  private record Values(long distinct, List<Frequency> top) {}

  /**
   * The profile.
   *
   * @param odd what became missing, by column and kind
   */
  Profile profile(long rows, Map<String, Map<OddValues.Kind, Long>> odd) throws SQLException {
    List<Counts> counts = counts(rows);
    List<Moments> moments = moments(counts);
    List<List<Double>> quantiles = quantiles(rows);
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      SnapshotColumn column = columns.get(i);
      Counts count = counts.get(i);
      boolean empty = count.missing() == rows;
      @Nullable Numeric numeric =
          Declaration.isNumber(column.type()) && !empty
              ? numeric(count, moments.get(i), quantiles.get(i))
              : null;
      Values values = values(column, count.distinct());
      profiles.add(
          new ColumnProfile(
              column.name(),
              column.type(),
              count.missing(),
              odd.getOrDefault(column.name(), Map.of()).values().stream()
                  .mapToLong(Long::longValue)
                  .sum(),
              values.distinct(),
              numeric,
              values.top()));
    }
    return new Profile(FORMAT, rows, List.copyOf(profiles));
  }

  private List<Counts> counts(long rows) throws SQLException {
    String selected =
        columns.stream()
            .map(column -> {
              String name = Sql.name(column.name());
              boolean number = Declaration.isNumber(column.type());
              return "count(%1$s), approx_count_distinct(%1$s), %2$s"
                  .formatted(
                      name,
                      number
                          ? "min(%1$s)::DOUBLE, max(%1$s)::DOUBLE".formatted(name)
                          : "NULL::DOUBLE, NULL::DOUBLE");
            })
            .collect(Collectors.joining(", "));
    return session
        .query(
            "SELECT %s FROM %s".formatted(selected, from),
            row -> {
              List<Counts> counts = new ArrayList<>();
              for (int i = 0; i < columns.size(); i++) {
                int at = i * 4 + 1;
                counts.add(
                    new Counts(
                        rows - row.getLong(at),
                        row.getLong(at + 1),
                        row.getDouble(at + 2),
                        row.getDouble(at + 3)));
              }
              return counts;
            })
        .getFirst();
  }

  /** Mean and deviation of every number, in one scan. */
  private List<Moments> moments(List<Counts> counts) throws SQLException {
    List<String> selected = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String scaled =
          "%s / %s".formatted(Sql.name(columns.get(i).name()), Sql.number(counts.get(i).scale()));
      selected.add(
          Declaration.isNumber(columns.get(i).type())
              ? "avg(%1$s), coalesce(stddev_samp(%1$s), 0)".formatted(scaled)
              : "NULL, NULL");
    }
    return session
        .query(
            "SELECT %s FROM %s".formatted(String.join(", ", selected), from),
            row -> {
              List<Moments> moments = new ArrayList<>();
              for (int i = 0; i < columns.size(); i++) {
                double scale = counts.get(i).scale();
                moments.add(
                    new Moments(
                        row.getDouble(2 * i + 1) * scale, row.getDouble(2 * i + 2) * scale));
              }
              return moments;
            })
        .getFirst();
  }

  private static Numeric numeric(Counts counts, Moments moments, List<Double> quantiles) {
    List<Double> exactEnds = new ArrayList<>(quantiles);
    exactEnds.set(0, counts.min());
    exactEnds.set(exactEnds.size() - 1, counts.max());
    return new Numeric(counts.min(), counts.max(), moments.mean(), moments.deviation(), exactEnds);
  }

  private List<List<Double>> quantiles(long rows) throws SQLException {
    String steps =
        IntStream.rangeClosed(0, 20)
            .mapToObj(i -> Integer.toString(i * 5))
            .map(percent -> percent + " / 100.0")
            .collect(Collectors.joining(", ", "[", "]"));
    String selected =
        columns.stream()
            .map(column ->
                Declaration.isNumber(column.type())
                    ? "quantile_disc(%s::DOUBLE, %s)".formatted(Sql.name(column.name()), steps)
                    : "NULL::DOUBLE[]")
            .collect(Collectors.joining(", "));
    long sampled = Math.min(MOST_SAMPLED_ROWS, MOST_SAMPLED_CELLS / Math.max(1, columns.size()));
    long every = Math.max(1, rows / Math.max(1, sampled));
    return session
        .query(
            "SELECT %s FROM %s WHERE file_row_number %% %d = 0".formatted(selected, ordered, every),
            row -> {
              List<List<Double>> lists = new ArrayList<>();
              for (int i = 0; i < columns.size(); i++) {
                lists.add(doubles(row, i + 1));
              }
              return lists;
            })
        .getFirst();
  }

  private static List<Double> doubles(ResultSet row, int column) throws SQLException {
    java.sql.@Nullable Array array = row.getArray(column);
    List<Double> values = new ArrayList<>();
    if (array != null) {
      for (Object value : (Object[]) array.getArray()) {
        values.add((Double) value);
      }
    }
    // A sample may have hit missing values only; then the ends are all that is known.
    while (values.size() < 21) {
      values.add(0.0);
    }
    return values;
  }

  private Values values(SnapshotColumn column, long approximate) throws SQLException {
    // The approximation is off by a few per cent: look closely wherever the count may be small.
    boolean exact = approximate <= EXACT_DISTINCT * 1.1;
    String name = Sql.name(column.name());
    if (isListed(column)) {
      List<Long> groups = new ArrayList<>();
      List<Frequency> top =
          session.query(
              ("SELECT v, n, count(*) OVER () FROM (SELECT %1$s::VARCHAR AS v, count(*) AS n FROM %2$s"
                      + " GROUP BY 1) WHERE v IS NOT NULL ORDER BY n DESC, v LIMIT %3$d")
                  .formatted(name, from, TOP),
              row -> {
                groups.add(row.getLong(3));
                return new Frequency(row.getString(1), row.getLong(2));
              });
      long distinct = groups.isEmpty() ? 0 : groups.getFirst();
      return new Values(exact ? distinct : approximate, top);
    }
    return new Values(
        exact
            ? session.number("SELECT count(DISTINCT %s) FROM %s".formatted(name, from))
            : approximate,
        List.of());
  }

  private static boolean isListed(SnapshotColumn column) {
    boolean values = column.type() == ColumnType.String || column.type() == ColumnType.Boolean;
    return values
        && switch (column.role()) {
          case Feature, Label, Auxiliary -> true;
          case RowId, Entity, Group, Time -> false;
        };
  }
}
