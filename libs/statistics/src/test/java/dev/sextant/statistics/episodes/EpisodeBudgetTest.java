package dev.sextant.statistics.episodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.drift.KolmogorovSmirnov;
import dev.sextant.statistics.drift.NumericSample;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Models raise no more false episodes than their budget. */
final class EpisodeBudgetTest {
  private static final int SOAK = Replicates.times(2_000);
  private static final int ROWS = 150;

  /** Episodes per period, their mean and the error of it. */
  private record Seen(double mean, double error) {
    static Seen of(double[] episodes) {
      double sum = 0;
      double squares = 0;
      for (double each : episodes) {
        sum += each;
        squares += each * each;
      }
      double mean = sum / episodes.length;
      double variance = squares / episodes.length - mean * mean;
      // With one more episode, for none at all do not prove that there cannot be any.
      return new Seen(mean, Math.sqrt((variance + 1.0 / episodes.length) / episodes.length));
    }
  }

  @Example
  void whatIsComputedIsWhatTheRuleDoes() {
    for (var rule :
        new EpisodeRule[] {new EpisodeRule(1, 1, 1), EpisodeRule.USUAL, new EpisodeRule(3, 5, 4)}) {
      var budget = new EpisodeBudget(1, 60, rule);
      for (double level : new double[] {0.05, 0.3}) {
        // One generator for all, for the first numbers of neighbouring seeds are alike.
        var random = new Random(1);
        var episodes = new double[4_000];
        for (int replicate = 0; replicate < episodes.length; replicate++) {
          Episode state = Episode.none();
          for (int look = 0; look < budget.looks(); look++) {
            var step = rule.next(state, random.nextDouble() < level ? Look.ALARM : Look.QUIET);
            state = step.state();
            episodes[replicate] += step.event() == EpisodeRule.Event.OPENED ? 1 : 0;
          }
        }
        var seen = Seen.of(episodes);
        assertThat(budget.falseEpisodes(level)).isCloseTo(seen.mean(), within(4 * seen.error()));
      }
    }
  }

  @Example
  void knownAnswers() {
    // One alarm opens, one quiet look closes: an episode starts at each alarm after none.
    var single = new EpisodeBudget(1, 10, new EpisodeRule(1, 1, 1));
    assertThat(single.falseEpisodes(0.2)).isCloseTo(0.2 + 9 * 0.2 * 0.8, within(1e-12));
    assertThat(single.levelOfAnyLooks()).isEqualTo(0.1);
    // Two looks, both must alarm.
    var both = new EpisodeBudget(0.01, 2, new EpisodeRule(2, 2, 1));
    assertThat(both.falseEpisodes(0.1)).isCloseTo(0.01, within(1e-12));
    assertThat(both.levelOfIndependentLooks()).isCloseTo(0.1, within(1e-6));
    assertThat(both.levelOfAnyLooks()).isCloseTo(0.01, within(1e-12));
    assertThat(both.falseEpisodes(0)).isZero();
    assertThat(both.falseEpisodes(1)).isEqualTo(1);
    // A budget that cannot be used up.
    assertThat(new EpisodeBudget(100, 10, EpisodeRule.USUAL).levelOfIndependentLooks())
        .isEqualTo(0.5);
  }

  @Property(tries = 60)
  void levelsKeepTheBudgetAndUseItUp(
      @ForAll @DoubleRange(min = 0.01, max = 5) double episodes,
      @ForAll @IntRange(min = 1, max = 300) int looks,
      @ForAll @IntRange(min = 1, max = 6) int window,
      @ForAll @IntRange(min = 1, max = 6) int required,
      @ForAll @IntRange(min = 1, max = 4) int calm) {
    var budget =
        new EpisodeBudget(
            episodes, looks, new EpisodeRule(Math.min(required, window), window, calm));

    double any = budget.levelOfAnyLooks();
    double independent = budget.levelOfIndependentLooks();

    assertThat(any).isGreaterThan(0).isLessThanOrEqualTo(independent);
    assertThat(independent).isLessThanOrEqualTo(0.5);
    assertThat(budget.falseEpisodes(any)).isLessThanOrEqualTo(episodes + 1e-9);
    assertThat(budget.falseEpisodes(independent)).isLessThanOrEqualTo(episodes + 1e-9);
    if (independent < 0.5) {
      assertThat(budget.falseEpisodes(independent)).isCloseTo(episodes, within(0.01 * episodes));
    }
  }

  /**
   * Looks with the test of Kolmogorov and Smirnov at a level.
   *
   * @param shared whether one reference serves the whole period
   */
  private static Seen episodes(
      EpisodeBudget budget, double level, boolean shared, double shift, int replicates) {
    var random = new Random(2);
    var episodes = new double[replicates];
    for (int replicate = 0; replicate < replicates; replicate++) {
      var reference = normal(random, 0);
      Episode state = Episode.none();
      for (int look = 0; look < budget.looks(); look++) {
        reference = shared ? reference : normal(random, 0);
        double p =
            KolmogorovSmirnov.asymptotic(
                KolmogorovSmirnov.test(reference, normal(random, shift)).distance(), ROWS, ROWS);
        var step = budget.rule().next(state, p <= level ? Look.ALARM : Look.QUIET);
        state = step.state();
        episodes[replicate] += step.event() == EpisodeRule.Event.OPENED ? 1 : 0;
      }
    }
    return Seen.of(episodes);
  }

  private static NumericSample normal(Random random, double shift) {
    return NumericSample.of(
        IntStream.range(0, ROWS).mapToDouble(i -> random.nextGaussian() + shift).toArray());
  }

  private static void row(SimulatedTable table, EpisodeBudget budget, int replicates) {
    double independent = budget.levelOfIndependentLooks();
    double any = budget.levelOfAnyLooks();
    var own = episodes(budget, independent, false, 0, replicates);
    var wrong = episodes(budget, independent, true, 0, replicates);
    var right = episodes(budget, any, true, 0, replicates);
    table.row(
        String.format(
            Locale.ROOT,
            "%d of %d, %d quiet | %d | %s | %.4f | %.2f | %.2f | %.4f | %.2f",
            budget.rule().required(),
            budget.rule().window(),
            budget.rule().calm(),
            budget.looks(),
            budget.episodes(),
            independent,
            own.mean(),
            wrong.mean(),
            any,
            right.mean()));
    assertThat(own.mean()).isLessThanOrEqualTo(budget.episodes() + 4 * own.error());
    assertThat(right.mean()).isLessThanOrEqualTo(budget.episodes() + 4 * right.error());
  }

  @Test
  void theBudgetHoldsForRealTests() {
    row(SimulatedTable.forgotten(), new EpisodeBudget(0.5, 30, EpisodeRule.USUAL), 100);
  }

  @Test
  void aSharedReferenceBreaksTheLevelOfIndependentLooks() {
    var budget = new EpisodeBudget(0.05, 30, new EpisodeRule(3, 5, 2));

    var wrong = meansAgainstOneReference(budget, budget.levelOfIndependentLooks());
    var right = meansAgainstOneReference(budget, budget.levelOfAnyLooks());

    assertThat(wrong.mean() - 4 * wrong.error()).isGreaterThan(1.5 * budget.episodes());
    assertThat(right.mean() + 4 * right.error()).isLessThan(budget.episodes());
  }

  // Normal means of windows as large as the reference.
  private static Seen meansAgainstOneReference(EpisodeBudget budget, double level) {
    double critical = NormalDistribution.of(0, 1).inverseSurvivalProbability(level / 2);
    var random = new Random(3);
    var episodes = new double[5_000];
    for (int replicate = 0; replicate < episodes.length; replicate++) {
      double reference = random.nextGaussian();
      Episode state = Episode.none();
      for (int look = 0; look < budget.looks(); look++) {
        double z = Math.abs(random.nextGaussian() - reference) / Math.sqrt(2);
        var step = budget.rule().next(state, z >= critical ? Look.ALARM : Look.QUIET);
        state = step.state();
        episodes[replicate] += step.event() == EpisodeRule.Event.OPENED ? 1 : 0;
      }
    }
    return Seen.of(episodes);
  }

  @Test
  void aShiftOpensOneEpisodeAtTheStricterLevel() {
    var budget = new EpisodeBudget(0.5, 30, EpisodeRule.USUAL);

    var seen = episodes(budget, budget.levelOfAnyLooks(), true, 0.8, 60);

    assertThat(seen.mean()).isCloseTo(1, within(0.1));
  }

  @Tag("soak")
  @Test
  void tableOfEpisodes() {
    var rules = List.of(new EpisodeRule(1, 1, 1), EpisodeRule.USUAL, new EpisodeRule(3, 5, 2));
    try (var table =
        SimulatedTable.of(
            "false-episodes",
            "opens, closes",
            "looks",
            "budget",
            "independent level",
            "episodes, own references",
            "episodes, one reference",
            "any level",
            "episodes, one reference")) {
      for (var rule : rules) {
        row(table, new EpisodeBudget(0.05, 30, rule), SOAK);
        row(table, new EpisodeBudget(0.5, 30, rule), SOAK);
        row(table, new EpisodeBudget(1, 120, rule), SOAK);
      }
    }
  }
}
