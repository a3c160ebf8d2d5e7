package dev.sextant.statistics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.PeerTest;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random streams, in which River must raise its alarms at the same places. */
final class StreamPeersTest extends PeerTest {
  private static final int CASES = 20;

  private final Random random = new Random(20_260_801);

  StreamPeersTest() {
    super("/peers/stream.py", "river");
  }

  private static double[] places(ChangeDetector start, double[] values) {
    var detector = start;
    var places = new ArrayList<Double>();
    for (int place = 0; place < values.length; place++) {
      detector = detector.after(values[place]);
      if (detector.alarm()) {
        places.add((double) place);
      }
    }
    return places.stream().mapToDouble(Double::doubleValue).toArray();
  }

  // The mean rises at the middle.
  private double[] stream(boolean bits) {
    double before = 0.05 + 0.2 * random.nextDouble();
    double after = before + 0.5 * random.nextDouble();
    return IntStream.range(0, 3_000)
        .mapToDouble(i -> i < 1_500 ? before : after)
        .map(mean -> bits ? (random.nextDouble() < mean ? 1 : 0) : mean + random.nextGaussian())
        .toArray();
  }

  // With forgetting River's form of the sum is another one.
  @Test
  void pageHinkleyWithoutForgetting() {
    int alarms = 0;
    for (int i = 0; i < CASES; i++) {
      double[] values = stream(false);

      double[] peer = peers().ask("page_hinkley", values, 0.01, 1.0, 40, 30);

      assertThat(places(new PageHinkley(new PageHinkley.Limits(0.01, 1, 40, 30)), values))
          .containsExactly(peer);
      alarms += peer.length;
    }
    assertThat(alarms).isPositive();
  }

  // River leaves out a bucket in each row, so places are not the same.
  @Test
  void adwinSeesAChangeAboutAsSoon() {
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < CASES; i++) {
      double[] values =
          IntStream.range(0, 4_000)
              .mapToDouble(k -> random.nextDouble() < (k < 2_000 ? 0.1 : 0.3) ? 1 : 0)
              .toArray();

      double[] peer = peers().ask("adwin", values, 0.002);

      ours += places(new Adwin(0.002), values)[0] - 2_000;
      theirs += peer[0] - 2_000;
    }

    assertThat(ours / theirs).isBetween(0.85, 1.15);
  }

  @Test
  void driftDetectionMethod() {
    int alarms = 0;
    for (int i = 0; i < CASES; i++) {
      double[] values = stream(true);

      double[] peer = peers().ask("ddm", values);

      assertThat(places(new DriftDetectionMethod(0), values)).containsExactly(peer);
      alarms += peer.length;
    }
    assertThat(alarms).isPositive();
  }
}
