package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rows each part takes, as conditions in SQL.
 *
 * @param conditions by part; a part that the split does not ask for is absent
 * @param description what messages say about each part's share
 */
record Parts(Map<SplitName, String> conditions, Map<SplitName, String> description) {

  /** Rows and extent of a part. */
  record Extent(long rows, @Nullable Instant from, @Nullable Instant until) {}

  static Parts of(DuckSession session, Declaration declaration) throws SQLException {
    String labelled =
        declaration
            .withRole(Role.Label)
            .map(label -> Sql.name(label.name()) + " IS NOT NULL AND ")
            .orElse("");
    return switch (declaration.job().split()) {
      case Split.Rolling rolling ->
          newest(session, declaration, labelled)
              .map(anchor -> byTime(declaration, labelled, TimeSplit.rolling(rolling, anchor)))
              .orElseGet(() -> new Parts(Map.of(), Map.of()));
      case Split.Boundaries boundaries ->
          byTime(declaration, labelled, TimeSplit.boundaries(boundaries));
      case Split.Hash hash -> byHash(declaration, labelled, hash);
    };
  }

  private static Optional<Instant> newest(
      DuckSession session, Declaration declaration, String labelled) throws SQLException {
    String axis = axis(declaration);
    return session
        .query(
            "SELECT epoch_us(max(%s)) FROM %s WHERE %s true"
                .formatted(axis, RowTable.NAME, labelled),
            row -> Optional.ofNullable(instant(row, 1)))
        .getFirst();
  }

  private static Parts byTime(
      Declaration declaration, String labelled, Map<SplitName, Interval> intervals) {
    Map<SplitName, String> conditions = new EnumMap<>(SplitName.class);
    Map<SplitName, String> description = new EnumMap<>(SplitName.class);
    String axis = axis(declaration);
    intervals.forEach((name, interval) -> {
      StringBuilder condition = new StringBuilder(labelled).append(axis).append(" IS NOT NULL");
      if (interval.from() != null) {
        condition.append(" AND ").append(axis).append(" >= ").append(sql(interval.from()));
      }
      if (interval.until() != null) {
        condition.append(" AND ").append(axis).append(" < ").append(sql(interval.until()));
      }
      conditions.put(name, condition.toString());
      description.put(name, interval.toString());
    });
    return new Parts(conditions, description);
  }

  private static Parts byHash(Declaration declaration, String labelled, Split.Hash hash) {
    Map<SplitName, String> conditions = new EnumMap<>(SplitName.class);
    Map<SplitName, String> description = new EnumMap<>(SplitName.class);
    String unit = declaration.unit().map(Column::name).map(Sql::name).orElseThrow();
    HashSplit.parts(hash)
        .forEach((name, buckets) -> {
          conditions.put(
              name,
              "%s%s IS NOT NULL AND %s >= %d AND %s < %d"
                  .formatted(
                      labelled,
                      unit,
                      RowTable.BUCKET,
                      buckets.from(),
                      RowTable.BUCKET,
                      buckets.until()));
          description.put(name, "in %d of 100 shares".formatted(buckets.until() - buckets.from()));
        });
    return new Parts(conditions, description);
  }

  /** SQL for the name of a row's part; NULL outside. */
  String nameSql() {
    StringBuilder sql = new StringBuilder("CASE");
    conditions.forEach((name, condition) ->
        sql.append(" WHEN ").append(condition).append(" THEN ").append(Sql.text(name.name())));
    return conditions.isEmpty() ? "NULL::VARCHAR" : sql.append(" END").toString();
  }

  /** Rows and extent of every part, empty ones included. */
  Map<SplitName, Extent> extents(DuckSession session, Declaration declaration) throws SQLException {
    List<String> selected = new ArrayList<>();
    String axis = declaration.axis() == null ? "NULL::TIMESTAMPTZ" : axis(declaration);
    for (SplitName name : SplitName.values()) {
      String condition = conditions.getOrDefault(name, "false");
      selected.add("count(*) FILTER (%s)".formatted(condition));
      selected.add("epoch_us(min(%s) FILTER (%s))".formatted(axis, condition));
      selected.add("epoch_us(max(%s) FILTER (%s))".formatted(axis, condition));
    }
    return session
        .query(
            "SELECT %s FROM %s".formatted(String.join(", ", selected), RowTable.NAME),
            row -> {
              Map<SplitName, Extent> extents = new EnumMap<>(SplitName.class);
              int at = 1;
              for (SplitName name : SplitName.values()) {
                extents.put(
                    name, new Extent(row.getLong(at), instant(row, at + 1), instant(row, at + 2)));
                at += 3;
              }
              return extents;
            })
        .getFirst();
  }

  static String axis(Declaration declaration) {
    @Nullable Column axis = declaration.axis();
    if (axis == null) {
      throw new IllegalStateException("a split by time was accepted without a time axis");
    }
    return Sql.name(axis.name());
  }

  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String sql(Instant instant) {
    // Rounded up: a bound between two microseconds excludes the earlier one either way.
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    boolean exact = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).equals(instant);
    return Sql.instant(exact || instant.isBefore(Instant.EPOCH) ? micros : micros + 1);
  }
}
