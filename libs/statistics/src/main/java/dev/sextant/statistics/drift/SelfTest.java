package dev.sextant.statistics.drift;

import dev.sextant.statistics.evaluation.ClopperPearson;
import dev.sextant.statistics.numeric.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds out, before a monitor watches anything, how often its rule alarms on its own reference,
 * where nothing can have drifted. Windows are made of the reference in two ways and judged against
 * all other rows: with rows drawn at random, which shows whether the rule suits the values and the
 * sizes; and as stretches of neighbours, which shows whether neighbours are alike. Random rows
 * cannot show the latter: drawing them is what makes rows independent.
 *
 * @param window rows of the windows that will be judged
 * @param draws windows of random rows
 * @param tolerated share of false alarms; more than what the rule promises, for windows are few
 * @param errorRate how often either way may find the share too high, or low enough, where it is not
 * @param seed decides every draw
 */
public record SelfTest(int window, int draws, double tolerated, double errorRate, long seed) {
  private static final int WINDOWS_AT_MOST = 1_000;

  public SelfTest {
    if (window < 1 || draws < 1) {
      throw new IllegalArgumentException(
          "window, draws: %d windows of %d rows show nothing".formatted(draws, window));
    }
    if (!(tolerated > 0 && tolerated < 1 && errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException(
          "tolerated, errorRate: rates lie between 0 and 1, unlike %s and %s"
              .formatted(tolerated, errorRate));
    }
  }

  /** A hundred windows of random rows; three times the usual rate of false alarms, 5 %. */
  public static SelfTest usual(int window, long seed) {
    return new SelfTest(window, 100, 0.15, 0.05, seed);
  }

  /**
   * Tests a rule on rows without an order.
   *
   * @param rows of the reference
   * @param sample makes a sample of some of them, given by their numbers
   * @param rule judges a window, its second argument, against a reference
   */
  public <T> SelfTestResult unordered(
      int rows, Function<int[], T> sample, BiFunction<T, T, DriftVerdict> rule) {
    if (rows < 2L * window) {
      return tooFewRows(rows);
    }
    var drawn = drawn(rows, sample, rule);
    var rates = List.of(drawn);
    return silent(drawn, rates)
        .or(() -> rule(drawn, rates))
        .orElseGet(() -> passed(drawn, OptionalLong.empty(), rates));
  }

  /** The same on rows in the order of time. */
  public <T> SelfTestResult ordered(
      int rows, Function<int[], T> sample, BiFunction<T, T, DriftVerdict> rule) {
    if (rows < 2L * window) {
      return tooFewRows(rows);
    }
    var drawn = drawn(rows, sample, rule);
    var cut = cut(rows, sample, rule);
    var rates = List.of(drawn, cut);
    return silent(drawn, rates)
        .or(() -> silent(cut, rates))
        .or(() -> rule(drawn, rates))
        .or(() -> order(cut, rates))
        .or(() -> open(cut, needed(cut), rates))
        .orElseGet(() -> passed(drawn, OptionalLong.empty(), rates));
  }

  private SelfTestResult tooFewRows(int rows) {
    return new SelfTestResult.Inconclusive(
        "%d rows make no window of %d rows and as many to compare them with"
            .formatted(rows, window),
        OptionalLong.of(2L * window),
        List.of());
  }

  private static Optional<SelfTestResult> silent(AlarmRate rate, List<AlarmRate> rates) {
    return 2 * rate.silent() <= rate.looks()
        ? Optional.empty()
        : Optional.of(
            new SelfTestResult.Inconclusive(
                "the rule tests nothing in %d of %d windows: take larger ones"
                    .formatted(rate.silent(), rate.looks()),
                OptionalLong.empty(),
                rates));
  }

  private Optional<SelfTestResult> rule(AlarmRate drawn, List<AlarmRate> rates) {
    return tooOften(
        drawn,
        SelfTestResult.Cause.RULE,
        "windows of random rows alarm: take larger windows, a larger distance that matters, or a"
            + " rule with a level",
        rates);
  }

  private Optional<SelfTestResult> order(AlarmRate cut, List<AlarmRate> rates) {
    return tooOften(
        cut,
        SelfTestResult.Cause.ORDER,
        "windows of neighbours alarm and those of random rows do not: use a rule for series where"
            + " rows depend on those before them, one row of each unit where units come back, and"
            + " the same hours of earlier weeks where the data follow the clock",
        rates);
  }

  private Optional<SelfTestResult> tooOften(
      AlarmRate rate, SelfTestResult.Cause cause, String advice, List<AlarmRate> rates) {
    return rate.lower() > tolerated
        ? Optional.of(
            new SelfTestResult.TooOften(
                cause, "%d of %d ".formatted(rate.alarms(), rate.tests()) + advice, rates))
        : Optional.empty();
  }

  private SelfTestResult passed(AlarmRate rate, OptionalLong needed, List<AlarmRate> rates) {
    return open(rate, needed, rates).orElseGet(() -> new SelfTestResult.Passed(rates));
  }

  private Optional<SelfTestResult> open(
      AlarmRate rate, OptionalLong needed, List<AlarmRate> rates) {
    return rate.upper() <= tolerated
        ? Optional.empty()
        : Optional.of(
            new SelfTestResult.Inconclusive(
                "%d of %d windows alarm, where %s are tolerated: more of them would tell"
                    .formatted(rate.alarms(), rate.tests(), tolerated),
                needed,
                rates));
  }

  private OptionalLong needed(AlarmRate rate) {
    double share = (double) rate.alarms() / Math.max(1, rate.tests());
    return IntStream.rangeClosed(rate.looks() + 1, WINDOWS_AT_MOST)
        .filter(n -> ClopperPearson.upper(Math.round(share * n), n, errorRate) <= tolerated)
        .mapToLong(n -> (long) n * window)
        .findFirst();
  }

  private <T> AlarmRate drawn(
      int rows, Function<int[], T> sample, BiFunction<T, T, DriftVerdict> rule) {
    var random = new Random(seed);
    int[] order = IntStream.range(0, rows).toArray();
    var rate = AlarmRate.none(errorRate);
    for (int draw = 0; draw < draws; draw++) {
      Draws.toFront(order, window, random);
      rate =
          rate.with(
              rule.apply(
                  sample.apply(Arrays.copyOfRange(order, window, rows)),
                  sample.apply(Arrays.copyOf(order, window))));
    }
    return rate;
  }

  // Windows that share no rows, from the end: what is left over is the oldest.
  private <T> AlarmRate cut(
      int rows, Function<int[], T> sample, BiFunction<T, T, DriftVerdict> rule) {
    var rate = AlarmRate.none(errorRate);
    for (int from = rows % window; from < rows; from += window) {
      int start = from;
      int end = from + window;
      int[] rest = IntStream.range(0, rows).filter(i -> i < start || i >= end).toArray();
      rate =
          rate.with(
              rule.apply(sample.apply(rest), sample.apply(IntStream.range(start, end).toArray())));
    }
    return rate;
  }
}
