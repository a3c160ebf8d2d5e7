package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.evaluation.Units;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The loss of a regression on rows without labels, against what labels then show. */
final class DirectLossTest {
  private static final int SOAK = Replicates.times(400);
  private static final DirectLoss QUICK =
      new DirectLoss(new BoostedLossModel(40, 2, 0.2, 20), 10, 0.9, 0.05, 66);
  private static final LossWorld REFERENCE = new LossWorld(1_000, 1, 0, 1);

  private static PerformanceEstimate.Band band(PerformanceEstimate estimate) {
    return switch (estimate) {
      case PerformanceEstimate.Expected(var band) -> band;
      case PerformanceEstimate.LowTrust(var band, var ignored) -> band;
      case PerformanceEstimate.Inconclusive none -> throw new AssertionError(none.missing());
    };
  }

  @Example
  void oneLossIsExpectedToStay() {
    var sample = new LossWorld(300, 1, 0, 1).draw(Replicates.random(1));
    var losses = new double[300];
    Arrays.fill(losses, 2);

    var estimate =
        QUICK.fit(sample.rows(), losses, sample.units()).estimate(sample.rows(), sample.units());

    assertThat(band(estimate).value()).isCloseTo(2, within(1e-12));
    assertThat(band(estimate).high() - band(estimate).low()).isCloseTo(0, within(1e-9));
  }

  /** Of a model that knows the mean alone, both errors are those of a mean. */
  @Example
  void anyFunctionMayLearnTheLoss() {
    LossModel mean =
        (rows, losses) -> {
          double average = Arrays.stream(losses).average().orElseThrow();
          return row -> average;
        };
    var sample = REFERENCE.draw(Replicates.random(5));
    double deviation =
        Math.sqrt(
            Arrays.stream(sample.losses())
                .map(loss -> Math.pow(loss - sample.realised(), 2))
                .average()
                .orElseThrow());

    var band =
        band(
            new DirectLoss(mean, 10, 0.9, 0.05, 66)
                .fit(sample.rows(), sample.losses(), sample.units())
                .estimate(sample.rows(), sample.units()));

    double error = deviation / Math.sqrt(sample.losses().length);
    assertThat(band.value()).isCloseTo(sample.realised(), within(1e-9));
    assertThat(band.inputs().get("lossError")).isCloseTo(error, within(0.01 * error));
    assertThat(band.inputs().get("modelError")).isBetween(0.5 * error, 1.8 * error);
  }

  @Example
  void aLossThatMovesWithItsRowsIsSeenToMove() {
    var random = Replicates.random(2);
    var reference = REFERENCE.draw(random);
    var estimator = QUICK.fit(reference.rows(), reference.losses(), reference.units());

    var moved = new LossWorld(2_000, 1, 1, 1).draw(random);
    var estimate = estimator.estimate(moved.rows(), moved.units());

    assertThat(moved.realised()).isGreaterThan(1.1 * reference.realised());
    assertThat(band(estimate).holds(moved.realised())).isTrue();
    assertThat(band(estimate).low()).isGreaterThan(reference.realised());
  }

  @Example
  void rowsUnlikeAnyOfTheReferenceAreNotTrusted() {
    var random = Replicates.random(3);
    var reference = REFERENCE.draw(random);
    var estimator = QUICK.fit(reference.rows(), reference.losses(), reference.units());
    var like = new LossWorld(500, 1, 0, 1).draw(random);
    var far = new LossWorld(500, 1, 6, 1).draw(random);
    // Each column keeps its values, but they no longer go together.
    var torn = new double[500][];
    Arrays.setAll(torn, row -> like.rows()[row].clone());
    for (double[] row : torn) {
      row[3] = -row[3];
    }

    assertThat(estimator.estimate(like.rows(), like.units()))
        .isInstanceOf(PerformanceEstimate.Expected.class);
    assertThat(estimator.estimate(far.rows(), far.units()))
        .isInstanceOf(PerformanceEstimate.LowTrust.class);
    assertThat(estimator.estimate(torn, like.units()))
        .isInstanceOf(PerformanceEstimate.LowTrust.class);
    assertThat(estimator.estimate(like.rows(), like.units()).besideDomain(0.81))
        .isInstanceOf(PerformanceEstimate.LowTrust.class);
    assertThat(estimator.estimate(like.rows(), like.units()).besideDomain(0.8))
        .isInstanceOf(PerformanceEstimate.Expected.class);
  }

  @Example
  void tooFewUnitsAndNoRowsAreSaid() {
    var few = new LossWorld(50, 4, 0, 1).draw(Replicates.random(4));
    var enough = new LossWorld(200, 1, 0, 1).draw(Replicates.random(4));

    assertThat(QUICK.fit(few.rows(), few.losses(), few.units()).estimate(few.rows(), few.units()))
        .isEqualTo(
            new PerformanceEstimate.Inconclusive(
                "the reference has 50 units, 200 are needed", OptionalLong.of(150)));
    assertThat(
            QUICK
                .fit(enough.rows(), enough.losses(), enough.units())
                .estimate(new double[0][], Units.rows(0)))
        .isInstanceOf(PerformanceEstimate.Inconclusive.class);
  }

  @Example
  void whatIsNoRowIsRefused() {
    var units = Units.rows(2);

    assertThatThrownBy(() -> QUICK.fit(new double[][] {{1}, {Double.NaN}}, new double[2], units))
        .hasMessage("row 1 has no 1 finite numbers; give what is missing a number of its own");
    assertThatThrownBy(() -> QUICK.fit(new double[][] {{1}, {2}}, new double[] {1, -1}, units))
        .hasMessage("row 1 is -1.0, and a loss is a finite number of at least 0");
    assertThatThrownBy(() -> new BoostedLossModel(1, 1, 0, 1))
        .hasMessageContaining("learn nothing");
  }

  @Property(tries = 5)
  void theBandHoldsTheEstimateWhateverTheRows(@ForAll long seed) {
    var random = new Random(seed);
    int columns = 1 + random.nextInt(3);
    var rows = new double[250][];
    Arrays.setAll(rows, row -> random.ints(columns, -3, 3).mapToDouble(n -> n * 1e3).toArray());
    double[] losses = random.ints(250, 0, 2).asDoubleStream().toArray();
    var units = Units.rows(250);
    var model = new DirectLoss(new BoostedLossModel(5, 2, 0.5, 20), 5, 0.9, 0.05, seed);

    var band = band(model.fit(rows, losses, units).estimate(rows, units));

    assertThat(band.value()).isBetween(band.low(), band.high());
    assertThat(band(model.fit(rows, losses, units).estimate(rows, units))).isEqualTo(band);
  }

  /** What estimates made of many windows. */
  private static final class Count {
    private int held;
    private int lowTrust;
    private double error;
    private double errorOfReference;
    private double width;

    void row(SimulatedTable table, String world) {
      table.row(
          String.format(
              Locale.ROOT,
              "%s | %s | %.4f | %.4f | %.3f | %s",
              world,
              Replicates.share(held, SOAK),
              error / SOAK,
              errorOfReference / SOAK,
              width / SOAK,
              Replicates.share(lowTrust, SOAK)));
    }
  }

  private static Count count(LossWorld before, LossWorld now, int replicates) {
    var count = new Count();
    for (int seed = 0; seed < replicates; seed++) {
      var random = Replicates.random(seed);
      var reference = before.draw(random);
      var current = now.draw(random);
      var estimate =
          QUICK
              .fit(reference.rows(), reference.losses(), reference.units())
              .estimate(current.rows(), current.units());
      var band = band(estimate);
      count.held += band.holds(current.realised()) ? 1 : 0;
      count.lowTrust += estimate instanceof PerformanceEstimate.LowTrust ? 1 : 0;
      count.error += Math.abs(band.value() - current.realised());
      count.errorOfReference += Math.abs(reference.realised() - current.realised());
      count.width += band.high() - band.low();
    }
    return count;
  }

  @Test
  void bandsHoldWhatIsRealised() {
    var moved = count(new LossWorld(600, 1, 0, 1), new LossWorld(300, 1, 1, 1), 30);

    assertThat(moved.held).isGreaterThanOrEqualTo(Replicates.atLeast(0.85, 30));
  }

  @Tag("soak")
  @Test
  void bandsHoldWhatIsRealisedInManyWorlds() {
    try (var table =
        SimulatedTable.of(
            "loss-of-a-regression",
            "window",
            "realised within the band",
            "mean distance of the estimate",
            "of the reference",
            "width",
            "low trust")) {
      var none = soak(table, "as the reference", REFERENCE, new LossWorld(500, 1, 0, 1));
      var half = soak(table, "moved by 0.5", REFERENCE, new LossWorld(500, 1, 0.5, 1));
      var one = soak(table, "moved by 1", REFERENCE, new LossWorld(500, 1, 1, 1));
      var far = soak(table, "moved by 4", REFERENCE, new LossWorld(500, 1, 4, 1));
      var users =
          soak(
              table,
              "moved by 0.5, 100 users x 5",
              new LossWorld(500, 5, 0, 1),
              new LossWorld(100, 5, 0.5, 1));
      var few =
          soak(table, "400 rows known", new LossWorld(400, 1, 0, 1), new LossWorld(200, 1, 0.5, 1));
      var changed =
          soak(table, "errors 1.3 times as large", REFERENCE, new LossWorld(500, 1, 0, 1.3));

      for (var count : new Count[] {none, half, one, users, few}) {
        assertThat(count.held).isGreaterThanOrEqualTo(Replicates.atLeast(0.85, SOAK));
      }
      assertThat(one.error).isLessThan(one.errorOfReference);
      assertThat(far.lowTrust).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, SOAK));
      assertThat(changed.held)
          .as("what cannot be seen")
          .isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
    }
  }

  private static Count soak(SimulatedTable table, String world, LossWorld before, LossWorld now) {
    var count = count(before, now, SOAK);
    count.row(table, world);
    return count;
  }
}
