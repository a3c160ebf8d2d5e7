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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the statistics of a part from its Parquet file.
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
  private final String from;

  Profiler(DuckSession session, List<SnapshotColumn> columns, Path parquet) {
    this.session = session;
    this.columns = columns;
    this.from = "read_parquet(" + Sql.text(parquet.toString()) + ")";
  }

  private record Counts(long missing, long distinct, double min, double max) {}

  Profile profile(long rows) throws SQLException {
    List<Counts> counts = counts(rows);
    List<List<Double>> quantiles = quantiles(rows);
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      SnapshotColumn column = columns.get(i);
      Counts count = counts.get(i);
      boolean empty = count.missing() == rows;
      @Nullable Numeric numeric =
          Declaration.isNumber(column.type()) && !empty
              ? numeric(column, count, quantiles.get(i))
              : null;
      profiles.add(
          new ColumnProfile(
              column.name(),
              column.type(),
              count.missing(),
              distinct(column, count.distinct()),
              numeric,
              top(column)));
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

  private long distinct(SnapshotColumn column, long approximate) throws SQLException {
    // The approximation is off by a few per cent: look closely wherever the count may be small.
    return approximate > EXACT_DISTINCT * 1.1
        ? approximate
        : session.number(
            "SELECT count(DISTINCT %s) FROM %s".formatted(Sql.name(column.name()), from));
  }

  private Numeric numeric(SnapshotColumn column, Counts counts, List<Double> quantiles)
      throws SQLException {
    // Squares of very large numbers would overflow: measure in units of the largest.
    double largest = Math.max(Math.abs(counts.min()), Math.abs(counts.max()));
    double scale = largest > 1e100 ? largest : 1;
    String scaled = "%s / %s".formatted(Sql.name(column.name()), Sql.number(scale));
    double[] moments =
        session
            .query(
                "SELECT avg(%1$s), coalesce(stddev_samp(%1$s), 0) FROM %2$s"
                    .formatted(scaled, from),
                row -> new double[] {row.getDouble(1) * scale, row.getDouble(2) * scale})
            .getFirst();
    List<Double> exactEnds = new ArrayList<>(quantiles);
    exactEnds.set(0, counts.min());
    exactEnds.set(exactEnds.size() - 1, counts.max());
    return new Numeric(counts.min(), counts.max(), moments[0], moments[1], exactEnds);
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
            "SELECT %s FROM %s WHERE file_row_number %% %d = 0"
                .formatted(selected, from.replace(")", ", file_row_number=true)"), every),
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

  private List<Frequency> top(SnapshotColumn column) throws SQLException {
    boolean listed =
        switch (column.role()) {
          case Feature, Label, Auxiliary -> true;
          case RowId, Entity, Group, Time -> false;
        };
    if (!listed || (column.type() != ColumnType.String && column.type() != ColumnType.Boolean)) {
      return List.of();
    }
    return session.query(
        ("SELECT %1$s::VARCHAR AS v, count(*) AS n FROM %2$s WHERE %1$s IS NOT NULL GROUP BY 1"
                + " ORDER BY n DESC, v LIMIT %3$d")
            .formatted(Sql.name(column.name()), from, TOP),
        row -> new Frequency(row.getString(1), row.getLong(2)));
  }
}
