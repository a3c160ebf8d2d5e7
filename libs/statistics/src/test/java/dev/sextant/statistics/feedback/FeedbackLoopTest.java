package dev.sextant.statistics.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.evaluation.Estimate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A recommender that learns from its own clicks narrows what it shows; one that explores may not.
 */
final class FeedbackLoopTest {
  private static final int SOAK = Replicates.times(1_000);
  private static final int GENERATIONS = 8;
  private static final GenerationTrend TREND = new GenerationTrend(0.0002, 0.05);
  private static final SimulatedLoop CLOSED = new SimulatedLoop(0, true);
  private static final SimulatedLoop HALF = new SimulatedLoop(0.2, true);
  private static final SimulatedLoop OPEN = new SimulatedLoop(0.2, false);

  private static double of(Exposures shown, Function<Exposures, Estimate> metric) {
    return ((Estimate.Value) metric.apply(shown)).value();
  }

  @Test
  void metricsShowWhatTheLoopDoes() {
    Exposures[] closed = CLOSED.run(Replicates.random(1), GENERATIONS);
    Exposures[] open = OPEN.run(Replicates.random(1), GENERATIONS);
    Exposures first = closed[1];
    Exposures last = closed[GENERATIONS - 1];

    assertThat(of(last, Exposures::gini)).isGreaterThan(of(first, Exposures::gini) + 0.2);
    assertThat(of(last, Exposures::herfindahl))
        .isGreaterThan(1.5 * of(first, Exposures::herfindahl));
    assertThat(of(last, Exposures::entropy)).isLessThan(of(first, Exposures::entropy) - 0.5);
    assertThat(of(open[GENERATIONS - 1], Exposures::gini))
        .isLessThan(of(open[1], Exposures::gini) + 0.1);
    assertThat(TREND.judge(SimulatedLoop.repeats(closed)))
        .isInstanceOf(GenerationTrend.Result.Growing.class);
  }

  @Tag("soak")
  @Test
  void loopsThatNarrowAreFound() {
    try (var table =
        SimulatedTable.of(
            "feedback-loops", "trained on", "Gini, first", "Gini, eighth", "growing", "steady")) {
      int closed = row(table, "all own clicks, no exploration", CLOSED);
      int half = row(table, "all clicks, a fifth explored", HALF);
      int open = row(table, "explored clicks alone, a fifth explored", OPEN);

      assertThat(closed).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, SOAK));
      assertThat(half).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, SOAK));
      assertThat(open).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
    }
  }

  // The first generation knows nothing yet and shows everything evenly: it is left out.
  private static int row(SimulatedTable table, String title, SimulatedLoop loop) {
    int growing = 0;
    int steady = 0;
    double before = 0;
    double after = 0;
    for (int seed = 0; seed < SOAK; seed++) {
      Exposures[] shown = loop.run(Replicates.random(seed), GENERATIONS + 1);
      double[] repeats = SimulatedLoop.repeats(Arrays.copyOfRange(shown, 1, GENERATIONS + 1));
      switch (TREND.judge(repeats)) {
        case GenerationTrend.Result.Growing ignored -> growing++;
        case GenerationTrend.Result.Steady ignored -> steady++;
        case GenerationTrend.Result.Inconclusive ignored -> {}
      }
      before += of(shown[1], Exposures::gini) / SOAK;
      after += of(shown[GENERATIONS], Exposures::gini) / SOAK;
    }
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %.2f | %.2f | %s | %s",
            title,
            before,
            after,
            Replicates.share(growing, SOAK),
            Replicates.share(steady, SOAK)));
    return growing;
  }
}
