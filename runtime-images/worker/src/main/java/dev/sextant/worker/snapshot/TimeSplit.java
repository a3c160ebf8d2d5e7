package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which interval of time each part takes. */
final class TimeSplit {
  private TimeSplit() {}

  /**
   * The intervals of a rolling split. The last part ends one microsecond after the newest row,
   * because intervals exclude their end and the newest row belongs to it.
   */
  static Map<SplitName, Interval> rolling(Split.Rolling split, Instant newest) {
    Duration between = split.gap().plus(split.labelHorizon());
    Map<SplitName, Interval> intervals = new EnumMap<>(SplitName.class);
    Instant end = newest.plus(1, ChronoUnit.MICROS);
    for (SplitName name : List.of(SplitName.values()).reversed()) {
      Duration length = lengthOf(split, name);
      if (!length.isZero()) {
        Instant from = end.minus(length);
        intervals.put(name, new Interval(from, end));
        end = from.minus(between);
      }
    }
    return intervals;
  }

  /** The intervals between fixed instants; a part without a beginning does not exist. */
  static Map<SplitName, Interval> boundaries(Split.Boundaries split) {
    Duration between = split.gap().plus(split.labelHorizon());
    Map<SplitName, Interval> intervals = new EnumMap<>(SplitName.class);
    @Nullable Instant end = split.until();
    for (SplitName name : List.of(SplitName.values()).reversed()) {
      @Nullable Instant from = beginOf(split, name);
      if (from != null || name == SplitName.train) {
        intervals.put(name, new Interval(from, end));
        end = from == null ? null : from.minus(between);
      }
    }
    return intervals;
  }

  /** What is wrong with a split whatever the data are. */
  static Optional<String> problem(Split split) {
    return switch (split) {
      case Split.Rolling rolling -> rollingProblem(rolling);
      case Split.Boundaries boundaries -> boundariesProblem(boundaries);
      case Split.Hash hash -> hashProblem(hash);
    };
  }

  private static Optional<String> rollingProblem(Split.Rolling split) {
    for (SplitName name : SplitName.values()) {
      if (lengthOf(split, name).isNegative()) {
        return Optional.of("split.rolling." + name + ": is negative; give a duration such as 5d");
      }
    }
    if (split.train().isZero()) {
      return Optional.of("split.rolling.train: is zero; a model needs rows to train on");
    }
    return gapProblem("split.rolling", split.gap(), split.labelHorizon());
  }

  private static Optional<String> boundariesProblem(Split.Boundaries split) {
    List<String> names = new ArrayList<>();
    @Nullable Instant previous = null;
    for (SplitName name : SplitName.values()) {
      @Nullable Instant from = beginOf(split, name);
      if (from != null && previous != null && !previous.isBefore(from)) {
        return Optional.of(
            "split.boundaries.%sFrom: %s is not after %sFrom %s; put them in the order of time"
                .formatted(name, from, names.getLast(), previous));
      }
      if (from != null) {
        previous = from;
        names.add(name.name());
      }
    }
    if (split.until() != null && !split.testFrom().isBefore(split.until())) {
      return Optional.of(
          "split.boundaries.until: %s is not after testFrom %s; put them in the order of time"
              .formatted(split.until(), split.testFrom()));
    }
    return gapProblem("split.boundaries", split.gap(), split.labelHorizon())
        .or(() ->
            boundaries(split).entrySet().stream()
                .filter(part -> part.getValue().isEmpty())
                .findFirst()
                .map(part ->
                    "split.boundaries: nothing is left of %s after gap and labelHorizon;"
                            .formatted(part.getKey())
                        + " move the boundaries apart"));
  }

  private static Optional<String> gapProblem(String path, Duration gap, Duration horizon) {
    if (gap.isNegative()) {
      return Optional.of(path + ".gap: is negative; use 0s or more");
    }
    return horizon.isNegative()
        ? Optional.of(path + ".labelHorizon: is negative; use 0s or more")
        : Optional.empty();
  }

  private static Optional<String> hashProblem(Split.Hash split) {
    int sum = split.train() + split.validation() + split.calibration() + split.test();
    if (sum != 100
        || Math.min(split.train() - 1, Math.min(split.validation(), split.calibration())) < 0
        || split.test() < 0) {
      return Optional.of(
          "split.hash: the shares must be whole per cent of at least 0 (train at least 1) that add"
              + " up to 100, not "
              + sum);
    }
    return Optional.empty();
  }

  private static Duration lengthOf(Split.Rolling split, SplitName name) {
    return switch (name) {
      case train -> split.train();
      case validation -> split.validation();
      case calibration -> split.calibration();
      case test -> split.test();
    };
  }

  private static @Nullable Instant beginOf(Split.Boundaries split, SplitName name) {
    return switch (name) {
      case train -> split.trainFrom();
      case validation -> split.validationFrom();
      case calibration -> split.calibrationFrom();
      case test -> split.testFrom();
    };
  }
}
