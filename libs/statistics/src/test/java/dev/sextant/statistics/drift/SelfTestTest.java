package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.verdict.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a monitor's rule says of its own reference. */
final class SelfTestTest {
  private static final Evidence SOME = Evidence.of("Test", 0, 0, 0.05, Map.of());

  /** Kolmogorov and Smirnov's test alone, as most monitors use it. */
  private static DriftVerdict kolmogorovSmirnov(double[] reference, double[] now) {
    double distance =
        KolmogorovSmirnov.distance(NumericSample.of(reference), NumericSample.of(now));
    return KolmogorovSmirnov.asymptotic(distance, reference.length, now.length) <= 0.05
        ? new DriftVerdict.Drift(SOME)
        : new DriftVerdict.Stable(SOME);
  }

  private static DriftVerdict driftRule(double[] reference, double[] now) {
    var column = new Column.Numbers("x", NumericSample.of(reference), NumericSample.of(now));
    return DriftRule.USUAL.judge(List.of(column)).getFirst().values();
  }

  private static DriftVerdict seriesRule(double[] reference, double[] now) {
    return new SeriesRule(1e-6, 0.05, 0.05, 0).judge(reference, now);
  }

  private static double[] series(Random random, double share, int rows) {
    return SimulatedRows.series(random, rows, 1, share).column(0);
  }

  private static SelfTestResult ordered(
      SelfTest test, double[] rows, BiFunction<double[], double[], DriftVerdict> rule) {
    return test.ordered(rows.length, chosen -> at(rows, chosen), rule);
  }

  private static double[] at(double[] rows, int[] chosen) {
    return Arrays.stream(chosen).mapToDouble(i -> rows[i]).toArray();
  }

  @Test
  void neighboursThatAreAlikeAreFoundAndTheRuleForSeriesPasses() {
    var test = SelfTest.usual(900, 0);
    double[] rows = series(Replicates.random(1), 0.8, 21_600);

    assertThat(ordered(test, rows, SelfTestTest::kolmogorovSmirnov))
        .isInstanceOfSatisfying(
            SelfTestResult.TooOften.class,
            result -> {
              assertThat(result.cause()).isEqualTo(SelfTestResult.Cause.ORDER);
              assertThat(result.advice()).contains("use a rule for series");
            });
    assertThat(
            test.unordered(
                rows.length, chosen -> at(rows, chosen), SelfTestTest::kolmogorovSmirnov))
        .as("random rows do not show it")
        .isInstanceOf(SelfTestResult.Passed.class);
    var fewer = new SelfTest(900, 2, 0.15, 0.05, 0);
    assertThat(ordered(fewer, rows, SelfTestTest::seriesRule).rates().get(1).alarms())
        .isLessThanOrEqualTo(Replicates.atMost(0.065, 24));
  }

  @Test
  void aRuleThatKeepsItsLevelIsNotSaidToAlarmTooOften() {
    double[] rows = series(Replicates.random(2), 0, 1_200);

    assertThat(ordered(new SelfTest(60, 20, 0.15, 0.05, 0), rows, SelfTestTest::driftRule))
        .isNotInstanceOf(SelfTestResult.TooOften.class);
  }

  @Example
  void aRuleWithoutALevelIsFoundByRandomRows() {
    double[] rows = series(Replicates.random(3), 0, 5_000);
    BiFunction<double[], double[], DriftVerdict> anyDistance =
        (reference, now) -> {
          var before = NumericSample.of(reference);
          return Wasserstein.distance(before, NumericSample.of(now)) > 0.1
              ? new DriftVerdict.Drift(SOME)
              : new DriftVerdict.Stable(SOME);
        };

    assertThat(ordered(SelfTest.usual(50, 0), rows, anyDistance))
        .isInstanceOfSatisfying(
            SelfTestResult.TooOften.class,
            result -> {
              assertThat(result.cause()).isEqualTo(SelfTestResult.Cause.RULE);
              assertThat(result.advice()).contains("take larger windows");
              assertThat(result.rates().getFirst().lower()).isGreaterThan(0.5);
            });
  }

  @Example
  void aFewWindowsTellNothingAndThatIsSaid() {
    double[] rows = new double[1_000];
    BiFunction<double[], double[], DriftVerdict> never =
        (reference, now) -> new DriftVerdict.Stable(SOME);
    BiFunction<double[], double[], DriftVerdict> nothing =
        (reference, now) ->
            new DriftVerdict.Inconclusive("few", OptionalLong.empty(), Optional.empty());

    // The least number of windows without an alarm: 0.85 to that power is below 0.05.
    assertThat(ordered(SelfTest.usual(100, 0), rows, never))
        .isInstanceOfSatisfying(
            SelfTestResult.Inconclusive.class,
            result -> {
              assertThat(result.missing())
                  .isEqualTo(
                      "0 of 10 windows alarm, where 0.15 are tolerated: more of them would tell");
              assertThat(result.needed()).hasValue(1_900);
            });
    assertThat(ordered(SelfTest.usual(100, 0), new double[1_900], never))
        .isInstanceOf(SelfTestResult.Passed.class);
    assertThat(ordered(SelfTest.usual(10, 0), rows, nothing))
        .isInstanceOfSatisfying(
            SelfTestResult.Inconclusive.class,
            result ->
                assertThat(result.missing()).startsWith("the rule tests nothing in 100 of 100"));
    assertThat(ordered(SelfTest.usual(600, 0), rows, never))
        .isInstanceOfSatisfying(
            SelfTestResult.Inconclusive.class,
            result -> assertThat(result.needed()).hasValue(1_200));
    assertThatThrownBy(() -> SelfTest.usual(0, 0))
        .hasMessage("window, draws: 100 windows of 0 rows show nothing");
    assertThatThrownBy(() -> new SelfTest(1, 1, 1, 0.05, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 50)
  void everyWindowAndTheRowsAgainstItAreTheReference(
      @ForAll @IntRange(min = 1, max = 9) int window,
      @ForAll @IntRange(min = 18, max = 40) int rows) {
    BiFunction<int[], int[], DriftVerdict> whole =
        (reference, now) -> {
          int[] all = Arrays.copyOf(reference, rows);
          System.arraycopy(now, 0, all, reference.length, now.length);
          Arrays.sort(all);
          assertThat(now).hasSize(window);
          for (int i = 0; i < rows; i++) {
            assertThat(all[i]).isEqualTo(i);
          }
          return new DriftVerdict.Stable(SOME);
        };

    var result = new SelfTest(window, 5, 0.5, 0.05, 1).ordered(rows, chosen -> chosen, whole);

    assertThat(result.rates()).extracting(AlarmRate::looks).containsExactly(5, rows / window);
  }

  @Tag("soak")
  @Test
  void tableOfSelfTests() {
    // SeriesRule deals 16,000 rows 500 times for each of 90 windows.
    int closed = Replicates.times(500);
    int drawn = Replicates.times(200);
    int dealt = Replicates.times(40);
    try (var table =
        SimulatedTable.of(
            "answers-of-self-tests",
            "rule",
            "share",
            "windows",
            "references",
            "passed",
            "too often",
            "inconclusive")) {
      for (double share : new double[] {0, 0.3, 0.6}) {
        row(table, "Kolmogorov-Smirnov", SelfTestTest::kolmogorovSmirnov, share, 10, closed);
        row(table, "Kolmogorov-Smirnov", SelfTestTest::kolmogorovSmirnov, share, 40, closed);
        row(table, "DriftRule", SelfTestTest::driftRule, share, 40, drawn);
        row(table, "SeriesRule", SelfTestTest::seriesRule, share, 40, dealt);
      }
    }
  }

  private static void row(
      SimulatedTable table,
      String name,
      BiFunction<double[], double[], DriftVerdict> rule,
      double share,
      int windows,
      int replicates) {
    int passed = 0;
    int tooOften = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      double[] rows = series(Replicates.random(replicate), share, windows * 400);
      var result = ordered(new SelfTest(400, 50, 0.15, 0.05, 0), rows, rule);
      passed += result instanceof SelfTestResult.Passed ? 1 : 0;
      tooOften += result instanceof SelfTestResult.TooOften ? 1 : 0;
    }
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %.1f | %d | %d | %s | %s | %.1f %%",
            name,
            share,
            windows,
            replicates,
            Replicates.share(passed, replicates),
            Replicates.share(tooOften, replicates),
            100.0 * (replicates - passed - tooOften) / replicates));
    if (share == 0) {
      assertThat(tooOften).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    }
  }
}
