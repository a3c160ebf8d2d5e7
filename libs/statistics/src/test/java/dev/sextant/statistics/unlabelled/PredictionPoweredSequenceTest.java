package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A loss with few labels, watched batch by batch. */
final class PredictionPoweredSequenceTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final double BASELINE = 0.1;
  private static final double MARGIN = 0.05;
  private static final int LABELS = 10;
  private static final int OTHERS = 100;
  private static final int SOAK = Replicates.times(1_000);

  private static double[] doubles(Random random, int count) {
    return random.doubles(count).toArray();
  }

  @Property(tries = 50)
  void withoutPredictionsItIsTheMeanOfLosses(@ForAll long seed) {
    var random = new Random(seed);
    double[] losses = doubles(random, 1 + random.nextInt(60));

    var sequence =
        PredictionPoweredSequence.start(0.5).and(losses, new double[losses.length], new double[0]);

    double mean = Arrays.stream(losses).average().orElseThrow();
    var bounds = (Bounds.Interval) sequence.bounds(0, ERRORS);
    assertThat(bounds.estimate()).isCloseTo(mean, within(1e-9));
    assertThat(mean).isBetween(bounds.lower(), bounds.upper());
    assertThat(bounds.lower()).isGreaterThanOrEqualTo(0);
    assertThat(bounds.upper()).isLessThanOrEqualTo(1);
  }

  /** Lambda of a batch must not know the batch. */
  @Property(tries = 100)
  void aBatchMovesTheEvidenceByEarlierBatchesAlone(@ForAll long seed) {
    var random = new Random(seed);
    var past =
        PredictionPoweredSequence.start(1)
            .and(doubles(random, 30), doubles(random, 30), doubles(random, 90));
    double[] losses = doubles(random, 2);
    double[] predicted = doubles(random, 2);
    double[] unlabelled = doubles(random, 5);

    var after = past.and(losses, predicted, unlabelled);

    double lambda = Math.clamp(past.past().slope() / (1 + 1.0 / 3), 0, 1);
    double lambdaOfTwo = Math.clamp(past.past().slope() / (1 + 1.0 / 2), 0, 1);
    double first = (unlabelled[0] + unlabelled[2] + unlabelled[4]) / 3 - predicted[0];
    double second = (unlabelled[1] + unlabelled[3]) / 2 - predicted[1];
    assertThat(after.numbers()).startsWith(past.numbers().toArray(Double[]::new)).hasSize(32);
    assertThat(after.numbers().get(30))
        .isCloseTo((losses[0] + lambda * first + 1) / 3, within(1e-12));
    assertThat(after.numbers().get(31))
        .isCloseTo((losses[1] + lambdaOfTwo * second + 1) / 3, within(1e-12));
  }

  /** The simulations below look at wealth, which must say what the bounds say. */
  @Property(tries = 30)
  void wealthSaysWhatTheBoundsSay(@ForAll long seed) {
    var random = new Random(seed);
    var sequence = PredictionPoweredSequence.start(0.5);
    double rate = 0.05 + 0.5 * random.nextDouble();
    var world = new LabelWorld(0, 0, 1, rate, 0.5);
    for (int batch = 0; batch < 10; batch++) {
      sequence = batch(world, random).into(sequence);
    }
    double mean = random.nextDouble();
    var above = Wager.above((mean + 0.5) / 2);
    var below = Wager.below((mean + 0.5) / 2);
    for (double number : sequence.numbers()) {
      above.add(number);
      below.add(number);
    }

    var bounds = (Bounds.Interval) sequence.bounds(0, ERRORS);

    assertThat(above.wins(ERRORS.falseRollback())).isEqualTo(bounds.lower() > mean);
    assertThat(below.wins(ERRORS.falsePromotion())).isEqualTo(bounds.upper() < mean);
  }

  @Example
  void nothingIsSaidBeforeTheFirstLabel() {
    var start = PredictionPoweredSequence.start(0.5);

    assertThat(start.bounds(0, ERRORS))
        .isEqualTo(Bounds.Unavailable.because("there are no labels"));
    assertThat(start.and(new double[0], new double[0], new double[] {0.3})).isEqualTo(start);
    assertThatThrownBy(() -> PredictionPoweredSequence.start(0)).hasMessageContaining("clipped");
    assertThatThrownBy(() -> start.and(new double[] {2}, new double[] {0}, new double[0]))
        .hasMessage("loss of row 0 is 2.0, which is no probability");
    assertThatThrownBy(() -> start.bounds(2, ERRORS))
        .hasMessage("a baseline lies between 0 and 1, unlike 2.0");
  }

  @Example
  void aModelThatGotWorseIsSeen() {
    var random = Replicates.random(1);
    var sequence = PredictionPoweredSequence.start(0.5);
    var world = new LabelWorld(0, 0, 1, 0.3, 0.8);
    for (int batch = 0; batch < 40; batch++) {
      sequence = batch(world, random).into(sequence);
    }

    assertThat(sequence.judge(Claim.within(MARGIN, ERRORS), BASELINE))
        .isInstanceOf(Verdict.Harm.class);
    assertThat(sequence.judge(Claim.within(MARGIN, ERRORS), 0.4))
        .isInstanceOf(Verdict.Superior.class);
  }

  /** Labels of a day, and predictions without. */
  private static final class Batch {
    private final double[] losses = new double[LABELS];
    private final double[] predicted = new double[LABELS];
    private final double[] unlabelled = new double[OTHERS];

    PredictionPoweredSequence into(PredictionPoweredSequence sequence) {
      return sequence.and(losses, predicted, unlabelled);
    }
  }

  private static Batch batch(LabelWorld world, Random random) {
    var batch = new Batch();
    for (int label = 0; label < LABELS; label++) {
      double chance = world.chance(random);
      batch.losses[label] = random.nextDouble() < chance ? 1 : 0;
      batch.predicted[label] = 0.8 * chance;
    }
    for (int other = 0; other < OTHERS; other++) {
      batch.unlabelled[other] = 0.8 * world.chance(random);
    }
    return batch;
  }

  /** What was said over all looks of many runs. */
  private static final class Count {
    private int harm;
    private int passed;
    private long labels;

    String row(int replicates) {
      return String.format(
          Locale.ROOT,
          "%s | %s | %s",
          Replicates.share(harm, replicates),
          Replicates.share(passed, replicates),
          harm + passed == 0 ? "" : Long.toString(labels / (harm + passed)));
    }
  }

  /** The first verdict of each kind in one run. */
  private static final class Run {
    private final Count count;
    private boolean harmed;
    private boolean passed;

    Run(Count count) {
      this.count = count;
    }

    void look(boolean harm, boolean pass, int labels) {
      count.harm += harm && !harmed ? 1 : 0;
      count.passed += pass && !passed ? 1 : 0;
      count.labels += (harm && !harmed) || (pass && !passed) ? labels : 0;
      harmed |= harm;
      passed |= pass;
    }
  }

  /** Both sides of the margin. */
  private static final class Bets {
    private final Wager above;
    private final Wager below;

    Bets(double mean) {
      above = Wager.above(mean);
      below = Wager.below(mean);
    }

    void add(double number) {
      above.add(number);
      below.add(number);
    }

    void look(Run run, int labels) {
      run.look(above.wins(ERRORS.falseRollback()), below.wins(ERRORS.falsePromotion()), labels);
    }
  }

  /** Ours, the same sequence of labels alone, and a z-test of the labels at every look. */
  private record Counts(Count ours, Count labels, Count z) {}

  private static Counts count(double wrong, double telling, double most, int days, int replicates) {
    var counts = new Counts(new Count(), new Count(), new Count());
    var world = new LabelWorld(0, 0, 1, wrong, telling);
    double margin = BASELINE + MARGIN;
    for (int seed = 0; seed < replicates; seed++) {
      var random = Replicates.random(seed);
      var ours = PredictionPoweredSequence.start(most);
      var bets = new Bets((margin + most) / (1 + 2 * most));
      var alone = new Bets(margin);
      var oursRun = new Run(counts.ours());
      var aloneRun = new Run(counts.labels());
      var zRun = new Run(counts.z());
      double sum = 0;
      for (int labels = LABELS; labels <= days * LABELS; labels += LABELS) {
        var batch = batch(world, random);
        ours = batch.into(ours);
        ours.numbers().subList(labels - LABELS, labels).forEach(bets::add);
        for (double loss : batch.losses) {
          alone.add(loss);
          sum += loss;
        }
        bets.look(oursRun, labels);
        alone.look(aloneRun, labels);
        double mean = sum / labels;
        double error = Math.sqrt(mean * (1 - mean) / labels);
        if (labels >= 30 && error > 0) {
          double z = (mean - margin) / error;
          zRun.look(z > 2.326, z < -1.645, labels);
        }
      }
    }
    return counts;
  }

  @Test
  void falseAlarmsAreRareAtEveryLook() {
    int replicates = 60;

    var counts = count(BASELINE + MARGIN, 0.8, 0.5, 60, replicates);

    assertThat(counts.ours().harm).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
    assertThat(counts.ours().passed).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
  }

  @Tag("soak")
  @Test
  void errorsAreAsRareAsSaidAndLabelsAreSaved() {
    try (var table =
        SimulatedTable.of(
            "prediction-powered-sequences",
            "wrong",
            "knows",
            "most",
            "harm",
            "non-inferior",
            "labels",
            "labels alone: harm",
            "non-inferior",
            "labels",
            "z-test at every look: harm",
            "non-inferior",
            "labels")) {
      for (double telling : new double[] {0, 0.5, 0.8}) {
        for (double most : new double[] {0.3, 0.7}) {
          var counts = soak(table, BASELINE + MARGIN, telling, most);

          assertThat(counts.ours().harm).isLessThanOrEqualTo(Replicates.atMost(0.01, SOAK));
          assertThat(counts.ours().passed).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
          assertThat(counts.z().passed)
              .as("what looking again and again does to a z-test")
              .isGreaterThanOrEqualTo(Replicates.atLeast(0.3, SOAK));
          soak(table, BASELINE, telling, most);
          soak(table, 0.3, telling, most);
        }
      }
    }
  }

  private static Counts soak(SimulatedTable table, double wrong, double telling, double most) {
    var counts = count(wrong, telling, most, 200, SOAK);
    table.row(
        String.format(
            Locale.ROOT,
            "%.2f | %.1f | %.2f | %s | %s | %s",
            wrong,
            telling,
            most,
            counts.ours().row(SOAK),
            counts.labels().row(SOAK),
            counts.z().row(SOAK)));
    return counts;
  }
}
