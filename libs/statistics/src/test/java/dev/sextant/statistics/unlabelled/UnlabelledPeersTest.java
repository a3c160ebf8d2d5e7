package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.PeerTest;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random rows, of which numpy, scipy and scikit-learn must say the same or nearly so. */
final class UnlabelledPeersTest extends PeerTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.02);

  private final Random random = new Random(20_261_130);

  UnlabelledPeersTest() {
    super("/peers/unlabelled.py", "numpy, scipy, sklearn");
  }

  @Test
  void predictionPoweredMeansOfRowsAndOfUnits() {
    for (int i = 0; i < 20; i++) {
      int labelled = 160 + random.nextInt(100);
      int rows = labelled + 100 + random.nextInt(300);
      int each = 1 + i % 2;
      double[] loss = random.doubles(rows).toArray();
      double[] predicted =
          Arrays.stream(loss).map(y -> 0.5 * y + 0.2 * random.nextGaussian()).toArray();
      int[] unit = IntStream.range(0, rows).map(row -> row / each).toArray();
      var known = new boolean[rows];
      Arrays.fill(known, 0, labelled, true);

      double[] peer = peers().ask("ppi", loss, predicted, labelled, unit);
      var bounds =
          (Bounds.Interval)
              PredictionPowered.bounds(
                  PartlyLabelled.of(known, loss, predicted, Units.of(unit)), 0, ERRORS);

      assertThat(bounds.estimate()).isCloseTo(peer[0], within(1e-9));
      assertThat(bounds.inputs().get("standardError")).isCloseTo(peer[1], within(1e-9));
      assertThat(bounds.inputs().get("lambda")).isCloseTo(peer[2], within(1e-9));
      assertThat(bounds.upper()).isCloseTo(peer[3], within(1e-6));
      assertThat(bounds.lower()).isCloseTo(peer[4], within(1e-6));
    }
  }

  @Test
  void treesLearnAboutAsMuchAsThoseOfScikitLearn() {
    var sample = new LossWorld(2_000, 1, 0, 1).draw(random);
    var fresh = new LossWorld(2_000, 1, 0, 1).draw(random);

    double peer =
        peers().ask("boosted", sample.rows(), sample.losses(), fresh.rows(), fresh.losses())[0];
    var learned = BoostedLossModel.USUAL.fit(sample.rows(), sample.losses());
    double squares = 0;
    for (int row = 0; row < fresh.rows().length; row++) {
      squares += Math.pow(fresh.losses()[row] - learned.applyAsDouble(fresh.rows()[row]), 2);
    }

    assertThat(squares / fresh.rows().length).isLessThan(1.03 * peer);
  }
}
