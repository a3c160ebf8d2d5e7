package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sextant.statistics.PeerTest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random samples, of which scipy must say the same. */
final class DriftPeersTest extends PeerTest {
  private static final int CASES = 40;

  private final Random random = new Random(20_260_701);

  DriftPeersTest() {
    super("/peers/drift.py", "numpy, scipy");
  }

  private double[] numbers() {
    double shift = random.nextDouble();
    return random.doubles(1 + random.nextInt(300)).map(x -> Math.log(x) + shift).toArray();
  }

  @Test
  void numbersWithoutTies() {
    for (int i = 0; i < CASES; i++) {
      double[] reference = numbers();
      double[] current = numbers();

      double[] peer = peers().ask("kolmogorov_smirnov", reference, current);

      var test = KolmogorovSmirnov.test(NumericSample.of(reference), NumericSample.of(current));
      assertThat(test.distance()).isCloseTo(peer[0], within(1e-12));
      assertThat(test.pValue()).isCloseTo(peer[1], within(1e-9));
      assertThat(KolmogorovSmirnov.asymptotic(peer[0], reference.length, current.length))
          .isCloseTo(peer[2], within(1e-9));
    }
  }

  @Test
  void distancesOfNumbersWithAndWithoutTies() {
    for (int i = 0; i < CASES; i++) {
      boolean tied = random.nextBoolean();
      double[] reference = tied ? coarse(numbers()) : numbers();
      double[] current = tied ? coarse(numbers()) : numbers();

      double peer = peers().ask("wasserstein", reference, current)[0];

      assertThat(Wasserstein.distance(NumericSample.of(reference), NumericSample.of(current)))
          .isCloseTo(peer, within(1e-9));
      assertThat(KolmogorovSmirnov.distance(NumericSample.of(reference), NumericSample.of(current)))
          .isCloseTo(peers().ask("kolmogorov_smirnov", reference, current)[0], within(1e-12));
    }
  }

  /** The kernel itself, of all pairs of rows, instead of random features. */
  @Test
  void discrepanciesOfRows() {
    for (int i = 0; i < CASES / 2; i++) {
      int dimension = 1 + random.nextInt(8);
      double move = i % 2 == 0 ? 0 : 1;
      var before = SimulatedRows.HEAVY.sample(random, 150, dimension);
      var now = SimulatedRows.moved(SimulatedRows.HEAVY.sample(random, 100, dimension), move);

      double[] peer = peers().ask("discrepancy", rows(before), rows(now));

      var inputs =
          VectorRuleTest.evidence(new VectorRule(1e-6, 0.05, 0.05, 50, i).judge(before, now))
              .inputs();
      assertThat(inputs.get("pValue")).isCloseTo(peer[1], within(0.15));
      if (move > 0) {
        assertThat(inputs.get("squaredDiscrepancy")).isCloseTo(peer[0], withinPercentage(35));
      }
    }
  }

  private static double[][] rows(VectorSample sample) {
    return IntStream.range(0, sample.size()).mapToObj(sample::row).toArray(double[][]::new);
  }

  private static double[] coarse(double[] numbers) {
    return Arrays.stream(numbers).map(x -> Math.round(2 * x) / 2.0).toArray();
  }

  @Test
  void countsInCells() {
    for (int i = 0; i < CASES; i++) {
      int kinds = 2 + random.nextInt(20);
      long[] reference = random.longs(kinds, 0, 200).toArray();
      long[] current = random.longs(kinds, 0, 200).toArray();
      reference[0]++;
      current[kinds - 1]++;
      for (int k = 0; k < kinds; k++) {
        reference[k] += current[k] == 0 ? 1 : 0;
      }
      var cells =
          Cells.of(
              IntStream.range(0, kinds).mapToObj(k -> "kind " + k).toList(), reference, current);

      double[] peer = peers().ask("cells", reference, current);

      assertThat(
              new double[] {
                cells.chiSquare().statistic(),
                cells.chiSquare().pValue(),
                CellDistance.JENSEN_SHANNON.between(cells),
                CellDistance.HELLINGER.between(cells),
                CellDistance.LARGEST.between(cells),
                CellDistance.STABILITY_INDEX.between(cells)
              })
          .containsExactly(peer, within(1e-9));
    }
  }
}
