package dev.sextant.features;

import static dev.sextant.features.Timestamps.MICROS;
import static dev.sextant.features.Timestamps.MISSING;
import static dev.sextant.features.ValueType.DURATION;
import static dev.sextant.features.ValueType.TEXT;
import static dev.sextant.features.ValueType.TIMESTAMP;

import dev.sextant.features.Node.NumberNode;
import dev.sextant.features.Node.SpanNode;
import dev.sextant.features.Node.TimeNode;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/**
 * Parts of a time stamp, in UTC or in a named zone, and lengths of time. The parts count as CEL
 * counts them: months, days of the year and days of the month from 0, weekdays from Sunday = 0.
 */
final class CalendarFunctions {
  private static final long SECONDS_OF_DAY = 86_400;

  private CalendarFunctions() {}

  static Stream<Function> functions() {
    return Stream.of(parts(), lengths(), sums(), literals()).flatMap(List::stream);
  }

  private static List<Function> parts() {
    return Stream.of(
            part("getFullYear", micros -> day(micros).getYear()),
            part("getMonth", micros -> day(micros).getMonthValue() - 1),
            part("getDate", micros -> day(micros).getDayOfMonth()),
            part("getDayOfMonth", micros -> day(micros).getDayOfMonth() - 1),
            part("getDayOfYear", micros -> day(micros).getDayOfYear() - 1),
            part("getDayOfWeek", micros -> Math.floorMod(epochDay(micros) + 4, 7L)),
            part("getHours", micros -> secondOfDay(micros) / 3600),
            part("getMinutes", micros -> secondOfDay(micros) / 60 % 60),
            part("getSeconds", micros -> secondOfDay(micros) % 60),
            part("getMilliseconds", micros -> Math.floorMod(micros, MICROS) / 1000))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Function> lengths() {
    return List.of(
        length("getHours", micros -> whole(micros, 3600 * MICROS)),
        length("getMinutes", micros -> whole(micros, 60 * MICROS)),
        length("getSeconds", micros -> whole(micros, MICROS)),
        length("toSeconds", micros -> micros / (double) MICROS),
        new Function(
            "int",
            List.of(TIMESTAMP),
            1,
            a -> number(a.time(0), micros -> (double) Math.floorDiv(micros, MICROS))));
  }

  private static List<Function> sums() {
    return List.of(
        new Function(
            "_-_",
            List.of(TIMESTAMP, TIMESTAMP),
            1,
            a -> {
              TimeNode left = a.time(0);
              TimeNode right = a.time(1);
              return (SpanNode)
                  (row, faults) ->
                      sum(
                          left.eval(row, faults),
                          right.eval(row, faults),
                          Math::subtractExact,
                          faults);
            }),
        shifted("_-_", Math::subtractExact),
        shifted("_+_", Math::addExact),
        joined("_-_", Math::subtractExact),
        joined("_+_", Math::addExact));
  }

  private static List<Function> literals() {
    return List.of(
        new Function("timestamp", List.of(TEXT), 4, CalendarFunctions::timestamp),
        new Function("timestamp", List.of(TIMESTAMP), 1, a -> a.time(0)),
        new Function(
            "duration",
            List.of(TEXT),
            1,
            a -> {
              long micros = Durations.parse(a.literal(0, "the length of duration()"));
              return (SpanNode) (row, faults) -> micros;
            }));
  }

  private static Node timestamp(Function.Arguments arguments) throws Refusal {
    var text = arguments.text(0);
    if (text instanceof Node.TextLiteral(String value)) {
      long micros = Timestamps.parse(value);
      if (micros == MISSING) {
        throw new Refusal(
            "'%s' is not a time stamp with zone; write it like 2026-03-01T08:30:00Z"
                .formatted(value));
      }
      return (TimeNode) (row, faults) -> micros;
    }
    return (TimeNode)
        (row, faults) -> {
          String value = text.eval(row, faults);
          long micros = Timestamps.parse(value);
          return value == null || micros != MISSING ? micros : faults.time();
        };
  }

  /** A part of a time stamp, in UTC and in a zone that is written in the expression. */
  private static List<Function> part(String name, LongUnaryOperator part) {
    return List.of(
        new Function(
            name,
            List.of(TIMESTAMP),
            1,
            a -> number(a.time(0), micros -> (double) part.applyAsLong(micros))),
        new Function(
            name,
            List.of(TIMESTAMP, TEXT),
            2,
            a -> {
              var rules = Zones.rules(a.literal(1, "the time zone"));
              return number(
                  a.time(0), micros -> (double) part.applyAsLong(Zones.toLocal(micros, rules)));
            }));
  }

  private static Function length(String name, LongToDoubleFunction length) {
    return new Function(
        name,
        List.of(DURATION),
        1,
        a -> {
          SpanNode operand = a.span(0);
          return (NumberNode)
              (row, faults) -> {
                long micros = operand.eval(row, faults);
                return micros == MISSING ? Double.NaN : length.applyAsDouble(micros);
              };
        });
  }

  private static NumberNode number(TimeNode operand, LongToDoubleFunction part) {
    return (row, faults) -> {
      long micros = operand.eval(row, faults);
      return micros == MISSING ? Double.NaN : part.applyAsDouble(micros);
    };
  }

  private static Function shifted(String name, LongBinaryOperator operator) {
    return new Function(
        name,
        List.of(TIMESTAMP, DURATION),
        1,
        a -> {
          TimeNode left = a.time(0);
          SpanNode right = a.span(1);
          return (TimeNode)
              (row, faults) -> {
                long micros =
                    sum(left.eval(row, faults), right.eval(row, faults), operator, faults);
                return micros == MISSING || Timestamps.inRange(micros) ? micros : faults.time();
              };
        });
  }

  private static Function joined(String name, LongBinaryOperator operator) {
    return new Function(
        name,
        List.of(DURATION, DURATION),
        1,
        a -> {
          SpanNode left = a.span(0);
          SpanNode right = a.span(1);
          return (SpanNode)
              (row, faults) ->
                  sum(left.eval(row, faults), right.eval(row, faults), operator, faults);
        });
  }

  private static long sum(long a, long b, LongBinaryOperator operator, Faults faults) {
    if (a == MISSING || b == MISSING) {
      return MISSING;
    }
    try {
      return operator.applyAsLong(a, b);
    } catch (ArithmeticException tooLong) {
      return faults.time();
    }
  }

  /** How many whole units, cut off towards zero as CEL does. */
  private static double whole(long micros, long unit) {
    long units = micros / unit;
    return units;
  }

  private static long epochDay(long micros) {
    return Math.floorDiv(micros, SECONDS_OF_DAY * MICROS);
  }

  private static LocalDate day(long micros) {
    return LocalDate.ofEpochDay(epochDay(micros));
  }

  private static long secondOfDay(long micros) {
    return Math.floorMod(Math.floorDiv(micros, MICROS), SECONDS_OF_DAY);
  }
}
