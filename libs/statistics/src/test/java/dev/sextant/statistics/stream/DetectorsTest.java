package dev.sextant.statistics.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Detectors see changes, and one of them errs as seldom as it says. */
final class DetectorsTest {

  private static int bit(Random random, double rate) {
    return random.nextDouble() < rate ? 1 : 0;
  }

  /** How many alarms a stream without change raises. */
  private static int alarms(ChangeDetector detector, double rate, int length, long seed) {
    var random = new Random(seed);
    int alarms = 0;
    for (int i = 0; i < length; i++) {
      alarms += detector.add(bit(random, rate)) ? 1 : 0;
    }
    return alarms;
  }

  /** After how many numbers a change is seen; the length where it is not. */
  private static int delay(
      ChangeDetector detector, double before, double after, int length, long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      detector.add(bit(random, before));
    }
    for (int i = 1; i <= length; i++) {
      if (detector.add(bit(random, after))) {
        return i;
      }
    }
    return length;
  }

  private static double meanDelay(Supplier<ChangeDetector> detector, double after) {
    double sum = 0;
    for (int seed = 0; seed < 60; seed++) {
      sum += delay(detector.get(), 0.1, after, 5_000, seed);
    }
    return sum / 60;
  }

  @Example
  void falseAlarmsAndDelaysOfEachDetector() {
    var rows =
        List.of(
            new Row("betting, one false alarm in 10,000", () -> new BettingDetector(0.1, 10_000)),
            new Row("ADWIN, delta 0.002", () -> new Adwin(0.002)),
            new Row("DDM", () -> new DriftDetectionMethod(0)),
            new Row("DDM after five errors", () -> new DriftDetectionMethod(5)),
            new Row("Page-Hinkley", PageHinkley::usual));
    for (var row : rows) {
      int alarms = 0;
      for (int seed = 0; seed < 60; seed++) {
        alarms += alarms(row.detector().get(), 0.1, 10_000, seed);
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.0f | %.0f | %.0f |%n",
          row.name(),
          alarms / 60.0,
          meanDelay(row.detector(), 0.15),
          meanDelay(row.detector(), 0.2),
          meanDelay(row.detector(), 0.3));
    }

    // Published delays after a change from 0.1: to 0.2 and 0.3 ADWIN 279 and 119, DDM 487 and 327,
    // Page-Hinkley 513 and 236; false alarms of DDM 0.7 in 10,000.
    assertThat(meanDelay(() -> new Adwin(0.002), 0.3)).isCloseTo(119, within(40.0));
    assertThat(meanDelay(() -> new Adwin(0.002), 0.2)).isCloseTo(279, within(90.0));
    assertThat(meanDelay(PageHinkley::usual, 0.3)).isCloseTo(236, within(50.0));
    assertThat(meanDelay(() -> new BettingDetector(0.1, 10_000), 0.3)).isLessThan(150);
  }

  private record Row(String name, Supplier<ChangeDetector> detector) {}

  /** The number of alarms in so many run lengths is at most that on average, for any start. */
  @Example
  void bettingErrsAsSeldomAsItSays() {
    int runLength = 500;
    for (double rate : new double[] {0.02, 0.1, 0.3}) {
      long numbers = 0;
      int alarms = 0;
      for (int seed = 0; seed < 200; seed++) {
        var detector = new BettingDetector(rate, runLength);
        var random = new Random(seed);
        boolean alarm = false;
        while (!alarm) {
          alarm = detector.add(bit(random, rate));
          numbers++;
        }
        alarms++;
      }
      // The mean of 200 runs, each about as wide as it is long: four of its errors below.
      assertThat((double) numbers / alarms).isGreaterThan(runLength * (1 - 4 / Math.sqrt(200)));
      System.out.printf(
          Locale.ROOT, "run length %d at %.2f: %.0f%n", runLength, rate, (double) numbers / alarms);
    }
  }

  @Property
  void bettingIsFairWhateverCameBefore(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double mean,
      @ForAll @DoubleRange(min = 0, max = 1) double low) {
    // Of two numbers with the given mean the sum grows by one on average, the new start.
    double below = mean * low;
    double above = mean + (1 - mean) * (1 - 0.9 * low);
    double weight = (mean - below) / (above - below);

    double before = after(mean, seed).worth();
    double expected =
        (1 - weight) * after(mean, seed, below).worth() + weight * after(mean, seed, above).worth();

    assertThat(expected).isCloseTo(before + 1, within(1e-9 * (before + 1)));
  }

  private static BettingDetector after(double mean, long seed, double... more) {
    var detector = new BettingDetector(mean, 1e30);
    new Random(seed).doubles(20).forEach(detector::add);
    for (double value : more) {
      detector.add(value);
    }
    return detector;
  }

  @Property(tries = 50)
  void theWindowOfAdwinIsWhatItKeeps(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 2_000) int length) {
    var random = new Random(seed);
    var adwin = new Adwin(0.002);
    var values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextDouble() + (i > length / 2 ? random.nextInt(3) : 0);
      adwin.add(values[i]);
    }

    double mean = 0;
    for (int i = length - (int) adwin.width(); i < length; i++) {
      mean += values[i] / adwin.width();
    }
    assertThat(adwin.width()).isBetween(1L, (long) length);
    assertThat(adwin.mean()).isCloseTo(mean, within(1e-9));
  }

  @Example
  void aChangeIsSeenAtOnceAndTheWindowForgetsWhatCameBefore() {
    var adwin = new Adwin(0.002);
    int alarms = 0;
    for (int i = 0; i < 2_000; i++) {
      alarms += adwin.add(i < 1_000 ? 0.2 : 0.8) ? 1 : 0;
    }

    assertThat(alarms).isBetween(1, 3);
    assertThat(adwin.width()).isBetween(900L, 1_032L);
    assertThat(adwin.mean()).isCloseTo(0.8, within(0.02));
  }

  @Property(tries = 50)
  void constantStreamsRaiseNoAlarm(@ForAll @DoubleRange(min = 0, max = 0.45) double value) {
    var adwin = new Adwin(0.002);
    var page = PageHinkley.usual();
    // At the mean itself the sums grow by one a number, and the alarm comes just when it may.
    var betting = new BettingDetector(Math.max(2 * value, 0.02), 1_000);
    for (int i = 0; i < 3_000; i++) {
      assertThat(adwin.add(value) || page.add(value) || betting.add(value)).isFalse();
    }
  }

  @Example
  void errorsOfZeroRaiseNoAlarmAndTheGuardIsNeeded() {
    var plain = new DriftDetectionMethod(0);
    var guarded = new DriftDetectionMethod(5);
    int alarms = 0;
    for (int i = 0; i < 200; i++) {
      assertThat(guarded.add(i == 150 ? 1 : 0)).isFalse();
      alarms += plain.add(i == 150 ? 1 : 0) ? 1 : 0;
    }

    assertThat(alarms).as("one error after none").isEqualTo(1);
  }

  @Example
  void whatIsNoStreamIsRefused() {
    assertThatThrownBy(() -> new Adwin(0.002).add(Double.NaN))
        .hasMessage("a stream has no place for NaN");
    assertThatThrownBy(() -> PageHinkley.usual().add(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BettingDetector(0.1, 100).add(1.5))
        .hasMessage("a number between 0 and 1 is needed, not 1.5");
    assertThatThrownBy(() -> new DriftDetectionMethod(0).add(0.5))
        .hasMessage("an error is 1 and its absence 0, unlike 0.5");
    assertThatThrownBy(() -> new BettingDetector(1, 100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Adwin(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
