package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.CheckResult;
import dev.sextant.contracts.data.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in the source that is no failure and that somebody must know, added up over files:
 * values that became missing, and local times that had to be interpreted.
 */
final class Findings {
  private static final String UNUSABLE = "unusable(";
  private static final String LOCAL_TIME = "localTime(";

  /** So many are said in a message; the others are among the checks. */
  private static final int MOST_SAID = 2;

  private final Map<String, Map<OddValues.Kind, Long>> odd = new HashMap<>();
  private final Map<String, LocalTimes.Counts> local = new HashMap<>();

  /** Adds values that became missing, by column and kind. */
  void odd(Map<String, Map<OddValues.Kind, Long>> more) {
    more.forEach((column, kinds) -> {
      Map<OddValues.Kind, Long> sums =
          odd.computeIfAbsent(column, name -> new EnumMap<>(OddValues.Kind.class));
      kinds.forEach((kind, count) -> sums.merge(kind, count, Long::sum));
    });
  }

  /** Adds local times that do not exist or exist twice. */
  void local(String column, LocalTimes.Counts counts) {
    if (counts.any()) {
      local.merge(column, counts, LocalTimes.Counts::plus);
    }
  }

  /** What became missing in a column, in words such as "12 NaN and 3 infinite"; empty for none. */
  String odd(String column) {
    List<String> parts = new ArrayList<>();
    odd.getOrDefault(column, Map.of())
        .forEach((kind, count) -> {
          if (count > 0) {
            parts.add(
                switch (kind) {
                  case NaN -> count + " NaN";
                  case Infinite -> count + " infinite";
                  case OutOfRange -> count + " outside the years 1 to 9999";
                });
          }
        });
    return String.join(" and ", parts);
  }

  /** Notes everything as checks that pass. */
  void report(List<Column> columns, String zone, Checks checks) {
    for (Column column : columns) {
      String words = odd(column.name());
      if (!words.isEmpty()) {
        long sum =
            odd.getOrDefault(column.name(), Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        checks.passed(
            UNUSABLE + column.name() + ")",
            Long.toString(sum),
            "",
            "%s has values that cannot be used and count as missing: %s"
                .formatted(column.name(), words));
      }
      LocalTimes.Counts times = local.get(column.name());
      if (times != null) {
        checks.passed(
            LOCAL_TIME + column.name() + ")",
            Long.toString(times.skipped() + times.repeated()),
            "",
            times.sentence(column.name(), zone));
      }
    }
  }

  /** What the message of a snapshot adds to its numbers, given its checks; empty for nothing. */
  static String said(@Nullable List<CheckResult> checks) {
    List<String> found =
        checks == null
            ? List.of()
            : checks.stream()
                .filter(check ->
                    check.name().startsWith(UNUSABLE) || check.name().startsWith(LOCAL_TIME))
                .map(CheckResult::message)
                .toList();
    return found.isEmpty()
        ? ""
        : "; "
            + String.join("; ", found.subList(0, Math.min(MOST_SAID, found.size())))
            + (found.size() > MOST_SAID ? "; see status.checks for more" : "");
  }
}
