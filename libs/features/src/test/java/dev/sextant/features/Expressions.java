package dev.sextant.features;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random well-typed expressions and random rows. */
final class Expressions {
  private Expressions() {}

  /** Rows where every value may be missing. */
  static Arbitrary<TestRow> rows() {
    return Combinators.combine(numbers(), numbers(), texts(), truths(), times(), times())
        .as((distance, passengers, zone, vip, pickup, dropoff) -> {
          var values = new HashMap<String, Object>();
          values.put("distance", distance);
          values.put("passengers", passengers);
          values.put("zone", zone);
          values.put("vip", vip);
          values.put("pickup", pickup);
          values.put("dropoff", dropoff);
          values.values().removeIf(value -> value.equals("missing"));
          return new TestRow(Map.copyOf(values));
        });
  }

  /** Rows without missing values. */
  static Arbitrary<TestRow> completeRows() {
    return rows()
        .filter(row ->
            row.values().size() == TestRow.VARIABLES.size()
                && !row.values().get("zone").equals("")
                && Double.isFinite((Double) row.values().get("distance"))
                && Double.isFinite((Double) row.values().get("passengers")));
  }

  private static Arbitrary<Object> numbers() {
    return orMissing(
        Arbitraries.oneOf(
            Arbitraries.integers().between(-5, 5).map(i -> (Object) (double) i),
            Arbitraries.doubles().map(d -> (Object) d),
            Arbitraries.of(
                (Object) Double.MAX_VALUE,
                Double.MIN_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NaN,
                -0.0)));
  }

  private static Arbitrary<Object> texts() {
    return orMissing(
        Arbitraries.oneOf(
            Arbitraries.of((Object) "", "north", "größe😀", "3.5", " ", "2026-03-01T08:00:00Z"),
            Arbitraries.strings().ofMaxLength(20).map(s -> (Object) s)));
  }

  private static Arbitrary<Object> truths() {
    return orMissing(Arbitraries.of((Object) true, false));
  }

  private static Arbitrary<Object> times() {
    return orMissing(
        Arbitraries.longs()
            .between(Timestamps.EARLIEST, Timestamps.LATEST)
            .edgeCases(config -> config.add(Timestamps.EARLIEST, Timestamps.LATEST, 0L, -1L))
            .map(l -> (Object) l));
  }

  private static Arbitrary<Object> orMissing(Arbitrary<Object> values) {
    return Arbitraries.frequencyOf(
        Tuple.of(9, values), Tuple.of(1, Arbitraries.just((Object) "missing")));
  }

  /** Expressions of any type that a feature may have. */
  static Arbitrary<String> any(int depth) {
    return Arbitraries.oneOf(number(depth), text(depth), truth(depth));
  }

  static Arbitrary<String> number(int depth) {
    var leaf = Arbitraries.of("distance", "passengers", "0.0", "1.0", "2", "-3.5", "1e300", "0.1");
    if (depth == 0) {
      return leaf;
    }
    var a = Arbitraries.lazy(() -> number(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(Arbitraries.of("+", "-", "*", "/", "%"), a, a)
            .as((op, x, y) -> "(%s %s %s)".formatted(x, op, y)),
        Combinators.combine(
                Arbitraries.of(
                    "abs", "floor", "round", "sqrt", "log", "exp", "sin", "int", "log2", "tanh"),
                a)
            .as("%s(%s)"::formatted),
        Combinators.combine(Arbitraries.of("min", "max", "pow", "orElse", "atan2"), a, a)
            .as("%s(%s, %s)"::formatted),
        a.map("(-%s)"::formatted),
        Combinators.combine(Arbitraries.lazy(() -> truth(depth - 1)), a, a)
            .as("(%s ? %s : %s)"::formatted),
        Arbitraries.lazy(() -> text(depth - 1)).map("size(%s)"::formatted),
        Arbitraries.lazy(() -> text(depth - 1)).map("double(%s)"::formatted),
        Combinators.combine(Arbitraries.lazy(() -> time(depth - 1)), parts())
            .as("%s.%s"::formatted));
  }

  static Arbitrary<String> text(int depth) {
    var leaf = Arbitraries.of("zone", "'north'", "'o'");
    if (depth == 0) {
      return leaf;
    }
    var a = Arbitraries.lazy(() -> text(depth - 1));
    var n = Arbitraries.lazy(() -> number(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(a, a).as("(%s + %s)"::formatted),
        Combinators.combine(Arbitraries.of("lower", "upper", "trim"), a).as("%s(%s)"::formatted),
        Combinators.combine(a, n, n).as("%s.substring(%s, %s)"::formatted),
        Combinators.combine(a, a, a).as("%s.replace(%s, %s)"::formatted),
        n.map("string(%s)"::formatted),
        Combinators.combine(Arbitraries.lazy(() -> truth(depth - 1)), a)
            .as("(%s ? %s : null)"::formatted),
        Combinators.combine(a, a).as("orElse(%s, %s)"::formatted));
  }

  static Arbitrary<String> truth(int depth) {
    var leaf = Arbitraries.of("vip", "true", "false", "zone == 'north'", "distance in [1, 2]");
    if (depth == 0) {
      return leaf.map("(%s)"::formatted);
    }
    var b = Arbitraries.lazy(() -> truth(depth - 1));
    var n = Arbitraries.lazy(() -> number(depth - 1));
    var s = Arbitraries.lazy(() -> text(depth - 1));
    var t = Arbitraries.lazy(() -> time(depth - 1));
    var comparison = Arbitraries.of("<", "<=", ">", ">=", "==", "!=");
    return Arbitraries.oneOf(
        leaf.map("(%s)"::formatted),
        Combinators.combine(b, Arbitraries.of("&&", "||", "==", "!="), b)
            .as("(%s %s %s)"::formatted),
        b.map("(!%s)"::formatted),
        Combinators.combine(n, comparison, n).as("(%s %s %s)"::formatted),
        Combinators.combine(s, comparison, s).as("(%s %s %s)"::formatted),
        Combinators.combine(t, comparison, t).as("(%s %s %s)"::formatted),
        Combinators.combine(s, Arbitraries.of("startsWith", "endsWith", "contains"), s)
            .as("%s.%s(%s)"::formatted),
        s.map("%s.matches('^[a-m]+o?')"::formatted),
        Arbitraries.oneOf(n, s, b, t).map("isMissing(%s)"::formatted));
  }

  static Arbitrary<String> time(int depth) {
    var leaf = Arbitraries.of("pickup", "dropoff", "timestamp('2026-03-01T08:30:00Z')");
    if (depth == 0) {
      return leaf;
    }
    var t = Arbitraries.lazy(() -> time(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(t, Arbitraries.of("+", "-"), Arbitraries.of("1h", "-30m", "876000h"))
            .as("(%s %s duration('%s'))"::formatted),
        Combinators.combine(t, t, t).as("(%s + (%s - %s))"::formatted));
  }

  static Arbitrary<String> parts() {
    var names =
        List.of(
            "getFullYear",
            "getMonth",
            "getDate",
            "getDayOfMonth",
            "getDayOfYear",
            "getDayOfWeek",
            "getHours",
            "getMinutes",
            "getSeconds",
            "getMilliseconds");
    return Combinators.combine(
            Arbitraries.of(names),
            Arbitraries.of("", "'Europe/Berlin'", "'America/New_York'", "'+05:30'"))
        .as("%s(%s)"::formatted);
  }
}
