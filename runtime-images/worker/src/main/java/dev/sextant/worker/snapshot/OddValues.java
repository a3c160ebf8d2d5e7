package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Notes, row by row, what stands in the source and can be no value of a snapshot: NaN, infinite
 * numbers, time stamps outside the years 1 to 9999. It becomes missing when it is read, so that
 * this is the only place that can tell.
 *
 * <p>Every kind of every column has a bit in one of a few columns of the work table, which are zero
 * nearly everywhere and then take no space.
 */
final class OddValues {
  /** How the names of the bit columns begin. */
  static final String PREFIX = "sextant odd ";

  private static final int BITS = 62;

  /** What is odd about a value. */
  enum Kind {
    NaN,
    Infinite,
    OutOfRange
  }

  private record Bit(Column column, Kind kind, int at) {
    String mask() {
      return Sql.name(PREFIX + at / BITS);
    }

    long value() {
      return 1L << at % BITS;
    }
  }

  private final List<Bit> bits = new ArrayList<>();

  OddValues(List<Column> columns) {
    for (Column column : columns) {
      switch (column.type()) {
        case Double, Integer -> {
          add(column, Kind.NaN);
          add(column, Kind.Infinite);
        }
        case Timestamp -> add(column, Kind.OutOfRange);
        case String, Boolean -> {
          // Every text is a text, and a truth value is one or nothing.
        }
      }
    }
  }

  private void add(Column column, Kind kind) {
    bits.add(new Bit(column, kind, bits.size()));
  }

  /** The names of the bit columns. */
  List<String> names() {
    return bits.stream().map(Bit::mask).distinct().toList();
  }

  /** Their definitions for CREATE TABLE, each after a comma. */
  String definitions() {
    return names().stream()
        .map(name -> ", %s %s".formatted(name, type(name)))
        .collect(Collectors.joining());
  }

  /** The smallest type that holds the bits. */
  private String type(String name) {
    long count = bits.stream().filter(bit -> bit.mask().equals(name)).count();
    return count <= 8
        ? "UTINYINT"
        : count <= 16 ? "USMALLINT" : count <= 32 ? "UINTEGER" : "BIGINT";
  }

  /** The bit columns of rows that have none of the columns, each after a comma. */
  String empty() {
    return expressions(column -> false);
  }

  /**
   * The expressions of the bit columns, each named and after a comma, over a relation in which
   * columns have the types of their source.
   *
   * @param there whether the relation has a column
   */
  String expressions(Predicate<Column> there) {
    return names().stream()
        .map(name -> {
          List<Bit> of =
              bits.stream()
                  .filter(bit -> bit.mask().equals(name) && there.test(bit.column()))
                  .toList();
          return ", (%s)::%s AS %s".formatted(mask(of), type(name), name);
        })
        .collect(Collectors.joining());
  }

  /** Nearly every row has nothing odd, and shows it at once: only the others are looked at. */
  private static String mask(List<Bit> bits) {
    if (bits.isEmpty()) {
      return "0";
    }
    String plain =
        bits.stream().map(OddValues::plain).distinct().collect(Collectors.joining(" AND "));
    String terms = bits.stream().map(OddValues::term).collect(Collectors.joining(" + "));
    return "CASE WHEN %s THEN 0 ELSE %s END".formatted(plain, terms);
  }

  /** Holds for what is neither odd nor missing. */
  private static String plain(Bit bit) {
    String name = Sql.name(bit.column().name());
    return switch (bit.kind()) {
      case NaN, Infinite -> "isfinite(%s::DOUBLE)".formatted(name);
      case OutOfRange -> Relation.inRange(name);
    };
  }

  private static String term(Bit bit) {
    String name = Sql.name(bit.column().name());
    String odd =
        switch (bit.kind()) {
          case NaN -> "isnan(%s::DOUBLE)".formatted(name);
          case Infinite -> "isinf(%s::DOUBLE)".formatted(name);
          case OutOfRange -> "NOT " + Relation.inRange(name);
        };
    return "CASE WHEN %s THEN %d ELSE 0 END".formatted(odd, bit.value());
  }

  /** How often each kind occurs by column, in the rows for which a condition holds. */
  Map<String, Map<Kind, Long>> count(DuckSession session, String table, String condition)
      throws SQLException {
    Map<String, Map<Kind, Long>> counts = new HashMap<>();
    if (bits.isEmpty()) {
      return counts;
    }
    List<Bit> seen = seen(session, table, condition);
    if (seen.isEmpty()) {
      return counts;
    }
    String selected =
        seen.stream()
            .map(bit -> "count(*) FILTER (%s & %d <> 0)".formatted(bit.mask(), bit.value()))
            .collect(Collectors.joining(", "));
    session.forEach(
        "SELECT %s FROM %s WHERE %s".formatted(selected, table, condition),
        row -> {
          for (int i = 0; i < seen.size(); i++) {
            counts
                .computeIfAbsent(seen.get(i).column().name(), name -> new EnumMap<>(Kind.class))
                .put(seen.get(i).kind(), row.getLong(i + 1));
          }
        });
    return counts;
  }

  /** The bits that any row has: nearly always none, which costs next to nothing to find out. */
  private List<Bit> seen(DuckSession session, String table, String condition) throws SQLException {
    List<String> names = names();
    Map<String, Long> any = new HashMap<>();
    session.forEach(
        "SELECT %s FROM %s WHERE %s"
            .formatted(
                names.stream()
                    .map("coalesce(bit_or(%s), 0)::BIGINT"::formatted)
                    .collect(Collectors.joining(", ")),
                table,
                condition),
        row -> {
          for (int i = 0; i < names.size(); i++) {
            any.put(names.get(i), row.getLong(i + 1));
          }
        });
    return bits.stream()
        .filter(bit -> (any.getOrDefault(bit.mask(), 0L) & bit.value()) != 0)
        .toList();
  }
}
