package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Few labels and many predictions, for one look. */
final class PredictionPoweredTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.05);
  private static final int SOAK = Replicates.times(10_000);

  private static Bounds.Interval interval(PartlyLabelled rows) {
    return (Bounds.Interval) PredictionPowered.bounds(rows, 0, ERRORS);
  }

  private static PartlyLabelled rows(int labelled, double[] loss, double[] predicted, Units units) {
    var known = new boolean[loss.length];
    Arrays.fill(known, 0, labelled, true);
    return PartlyLabelled.of(known, loss, predicted, units);
  }

  @Example
  void predictionsThatSayNothingChangeNothing() {
    var random = Replicates.random(1);
    double[] loss = random.doubles(200).toArray();
    var alike = new double[200];
    Arrays.fill(alike, 0.3);

    var interval = interval(rows(50, loss, alike, Units.rows(200)));

    double mean = Arrays.stream(loss, 0, 50).average().orElseThrow();
    assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
    assertThat(interval.inputs().get("lambda")).isZero();
    double squares = Arrays.stream(loss, 0, 50).map(y -> (y - mean) * (y - mean)).sum();
    assertThat(interval.inputs().get("standardError"))
        .isCloseTo(Math.sqrt(squares / 49 / 50), within(1e-12));
  }

  @Example
  void perfectPredictionsAreTakenForLabels() {
    double[] loss = Replicates.random(2).doubles(100_000).toArray();

    var interval = interval(rows(50, loss, loss, Units.rows(100_000)));

    // A shade less than 1, for labelled rows are not among those that are predicted.
    assertThat(interval.inputs().get("lambda")).isBetween(0.99, 1.0);
    assertThat(interval.upper() - interval.lower()).isLessThan(0.01);
    assertThat(interval.lower()).isLessThan(0.5);
    assertThat(interval.upper()).isGreaterThan(0.49);
  }

  @Property(tries = 50)
  void neitherOrderNorScaleNorPlaceMatter(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 10) double scale,
      @ForAll @DoubleRange(min = -5, max = 5) double place) {
    var random = new Random(seed);
    double[] loss = random.doubles(240).toArray();
    double[] predicted =
        Arrays.stream(loss).map(y -> y / 2 + 0.3 * random.nextGaussian()).toArray();
    int[] unit = IntStream.range(0, 240).map(row -> row / 2).toArray();
    var order = IntStream.range(0, 240).boxed().toList();
    var shuffled = new ArrayList<>(order);
    Collections.shuffle(shuffled, random);
    var turnedKnown = new boolean[240];
    var turnedLoss = new double[240];
    var turnedPredicted = new double[240];
    var turnedUnit = new int[240];
    for (int i = 0; i < 240; i++) {
      int row = shuffled.get(i);
      turnedKnown[i] = row < 160;
      turnedLoss[i] = scale * loss[row] + place;
      turnedPredicted[i] = scale * predicted[row] - place;
      turnedUnit[i] = unit[row];
    }

    var plain = interval(rows(160, loss, predicted, Units.of(unit)));
    var turned =
        interval(PartlyLabelled.of(turnedKnown, turnedLoss, turnedPredicted, Units.of(turnedUnit)));

    assertThat(turned.lower()).isCloseTo(scale * plain.lower() + place, within(1e-9));
    assertThat(turned.upper()).isCloseTo(scale * plain.upper() + place, within(1e-9));
  }

  @Example
  void whatIsMissingIsSaid() {
    double[] loss = Replicates.random(3).doubles(100).toArray();
    var seldom = new double[400];
    Arrays.fill(seldom, 0, 3, 1);

    assertThat(PredictionPowered.bounds(rows(20, loss, loss, Units.rows(100)), 0, ERRORS))
        .isEqualTo(
            new Bounds.Unavailable("20 units have labels, 30 are needed", OptionalLong.of(10)));
    assertThat(
            PredictionPowered.bounds(
                rows(300, seldom, new double[400], Units.rows(400)), 0, ERRORS))
        .isEqualTo(Bounds.Unavailable.because("the error is divided among 3 units, 20 are needed"));
    assertThat(
            PredictionPowered.bounds(
                rows(40, new double[50], new double[50], Units.rows(50)), 0, ERRORS))
        .isInstanceOf(Bounds.Unavailable.class);
    assertThatThrownBy(() -> rows(1, new double[] {Double.NaN}, new double[1], Units.rows(1)))
        .hasMessage("row 0 is labelled and has the loss NaN");
  }

  @Example
  void allRowsWithLabelsAreLabelsAlone() {
    double[] loss = Replicates.random(4).doubles(60).toArray();

    assertThat(interval(rows(60, loss, loss, Units.rows(60))).inputs().get("lambda")).isZero();
  }

  /** What intervals made of many samples. */
  private static final class Count {
    private int below;
    private int above;
    private int alone;
    private int given;
    private double width;
    private double widthAlone;
  }

  private static Count count(LabelWorld world, int replicates) {
    var count = new Count();
    for (int seed = 0; seed < replicates; seed++) {
      var rows = world.draw(Replicates.random(seed));
      if (!(PredictionPowered.bounds(rows, 0, ERRORS) instanceof Bounds.Interval interval)) {
        continue;
      }
      count.given++;
      count.below += world.wrong() < interval.lower() ? 1 : 0;
      count.above += world.wrong() > interval.upper() ? 1 : 0;
      count.width += interval.inputs().get("standardError");
      count.widthAlone += interval.inputs().get("standardErrorOfLabelsAlone");
    }
    count.alone = (int) Math.round(100 * Math.pow(count.widthAlone / count.width, 2));
    return count;
  }

  @Test
  void intervalsHoldTheMean() {
    var count = count(new LabelWorld(100, 1_000, 1, 0.3, 0.8), 300);

    assertThat(count.below).isLessThanOrEqualTo(Replicates.atMost(0.06, count.given));
    assertThat(count.above).isLessThanOrEqualTo(Replicates.atMost(0.06, count.given));
    assertThat(count.alone).as("labels that would do the same alone").isGreaterThan(150);
  }

  @Tag("soak")
  @Test
  void intervalsHoldTheMeanInManyWorlds() {
    try (var table =
        SimulatedTable.of(
            "prediction-powered-means",
            "labels",
            "knows",
            "not refused",
            "truth below",
            "truth above",
            "labels alone")) {
      for (double telling : new double[] {0, 0.5, 0.8}) {
        for (var world :
            new LabelWorld[] {
              new LabelWorld(100, 1_000, 1, 0.3, telling),
              new LabelWorld(400, 4_000, 1, 0.1, telling),
              new LabelWorld(400, 400, 1, 0.1, telling),
              new LabelWorld(100, 1_000, 5, 0.2, telling)
            }) {
          var count = count(world, SOAK);
          table.row(
              String.format(
                  Locale.ROOT,
                  "%d of %d users x %d have labels, %.0f %% wrong | %.1f | %s | %s | %s | %d %%",
                  world.labelled(),
                  world.labelled() + world.unlabelled(),
                  world.rows(),
                  100 * world.wrong(),
                  telling,
                  Replicates.share(count.given, SOAK),
                  Replicates.share(count.below, count.given),
                  Replicates.share(count.above, count.given),
                  count.alone));
          // Asymptotic: some tenths of a point above 5 %.
          assertThat(count.below).isLessThanOrEqualTo(Replicates.atMost(0.06, count.given));
          assertThat(count.above).isLessThanOrEqualTo(Replicates.atMost(0.06, count.given));
        }
      }
    }
  }
}
