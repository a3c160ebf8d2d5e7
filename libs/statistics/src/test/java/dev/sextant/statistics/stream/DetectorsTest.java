package dev.sextant.statistics.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Detectors see changes, and one of them errs as seldom as it says. */
final class DetectorsTest {
  private static final int STREAMS = Replicates.times(1_000);
  private static final int RUNS = Replicates.times(10_000);
  private static final int FALSE_ALARM_EVERY = 10_000;
  private static final int RUN_LENGTH = 500;
  private static final ChangeDetector BETTING = new BettingDetector(0.1, FALSE_ALARM_EVERY);
  private static final ChangeDetector ADWIN = new Adwin(0.002);
  private static final ChangeDetector PAGE_HINKLEY = new PageHinkley(PageHinkley.Limits.USUAL);

  private static int bit(Random random, double rate) {
    return random.nextDouble() < rate ? 1 : 0;
  }

  /** How many alarms a stream without change raises. */
  private static int alarms(ChangeDetector start, double rate, int length, long seed) {
    var random = Replicates.random(seed);
    var detector = start;
    int alarms = 0;
    for (int i = 0; i < length; i++) {
      detector = detector.after(bit(random, rate));
      alarms += detector.alarm() ? 1 : 0;
    }
    return alarms;
  }

  /** After how many numbers a change is seen; the length where it is not. */
  private static int delay(
      ChangeDetector start, double before, double after, int length, long seed) {
    var random = Replicates.random(seed);
    var detector = start;
    for (int i = 0; i < 5_000; i++) {
      detector = detector.after(bit(random, before));
    }
    for (int i = 1; i <= length; i++) {
      detector = detector.after(bit(random, after));
      if (detector.alarm()) {
        return i;
      }
    }
    return length;
  }

  /** The mean over streams, and its standard error. */
  private record Mean(double value, double error) {
    static Mean over(int streams, IntToDoubleFunction stream) {
      double sum = 0;
      double squares = 0;
      for (int seed = 0; seed < streams; seed++) {
        double value = stream.applyAsDouble(seed);
        sum += value;
        squares += value * value;
      }
      double mean = sum / streams;
      return new Mean(mean, Math.sqrt(Math.max(0, squares / streams - mean * mean) / streams));
    }

    String cell(int digits) {
      return String.format(Locale.ROOT, "%." + digits + "f ± %." + digits + "f", value, 2 * error);
    }
  }

  private static Mean delay(ChangeDetector detector, double after, int streams) {
    return Mean.over(streams, seed -> delay(detector, 0.1, after, 5_000, seed));
  }

  // Published delays after a change from 0.1: to 0.2 and 0.3 ADWIN 279 and 119, DDM 487 and 327,
  // Page-Hinkley 513 and 236; false alarms of DDM 0.7 in 10,000.
  @Example
  void changesAreSeenAsSoonAsPublished() {
    assertThat(delay(ADWIN, 0.3, 60).value()).isCloseTo(119, within(40.0));
    assertThat(delay(ADWIN, 0.2, 60).value()).isCloseTo(279, within(90.0));
    assertThat(delay(PAGE_HINKLEY, 0.3, 60).value()).isCloseTo(236, within(50.0));
    assertThat(delay(BETTING, 0.3, 60).value()).isLessThan(150);
  }

  @Tag("soak")
  @Test
  void falseAlarmsAndDelaysOfEachDetector() {
    try (var table =
        SimulatedTable.of(
            "delays-of-detectors",
            "detector",
            "false alarms in 10,000",
            "numbers until a rise to 15 % is seen",
            "20 %",
            "30 %")) {
      var betting = row(table, "betting, one false alarm in 10,000", BETTING);
      row(table, "ADWIN, delta 0.002", ADWIN);
      row(table, "DDM", new DriftDetectionMethod(0));
      row(table, "DDM after five errors", new DriftDetectionMethod(5));
      row(table, "Page-Hinkley", PAGE_HINKLEY);

      assertThat(betting.value()).isLessThan(1 + 4 * betting.error());
    }
  }

  // What it returns is the number of false alarms.
  private static Mean row(SimulatedTable table, String name, ChangeDetector detector) {
    var alarms = Mean.over(STREAMS, seed -> alarms(detector, 0.1, FALSE_ALARM_EVERY, seed));
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %s | %s | %s | %s",
            name,
            alarms.cell(2),
            delay(detector, 0.15, STREAMS).cell(0),
            delay(detector, 0.2, STREAMS).cell(0),
            delay(detector, 0.3, STREAMS).cell(0)));
    return alarms;
  }

  /** After how many numbers the first alarm is raised while nothing changes. */
  private static Mean firstAlarm(double rate, int runs) {
    return Mean.over(
        runs,
        seed -> {
          var detector = new BettingDetector(rate, RUN_LENGTH);
          var random = Replicates.random(seed);
          long numbers = 0;
          while (!detector.alarm()) {
            detector = detector.after(bit(random, rate));
            numbers++;
          }
          return numbers;
        });
  }

  private static void bettingErrsAsSeldomAsItSays(SimulatedTable table, int runs) {
    for (double rate : new double[] {0.02, 0.1, 0.3}) {
      var first = firstAlarm(rate, runs);
      table.row(String.format(Locale.ROOT, "%.0f %% | %s", 100 * rate, first.cell(0)));
      assertThat(first.value()).isGreaterThan(RUN_LENGTH - 4 * first.error());
    }
  }

  /** The number of alarms in so many run lengths is at most that on average, for any start. */
  @Example
  void bettingErrsAsSeldomAsItSays() {
    bettingErrsAsSeldomAsItSays(SimulatedTable.forgotten(), 200);
  }

  @Tag("soak")
  @Test
  void bettingErrsAsSeldomAsItSaysInManyStreams() {
    try (var table =
        SimulatedTable.of(
            "run-lengths-of-betting", "errors", "numbers until the first false alarm")) {
      bettingErrsAsSeldomAsItSays(table, RUNS);
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
    for (double value : new Random(seed).doubles(20).toArray()) {
      detector = detector.after(value);
    }
    for (double value : more) {
      detector = detector.after(value);
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
      adwin = adwin.after(values[i]);
    }

    double mean = 0;
    for (int i = length - (int) adwin.window().count(); i < length; i++) {
      mean += values[i] / adwin.window().count();
    }
    assertThat(adwin.window().count()).isBetween(1L, (long) length);
    assertThat(adwin.window().mean()).isCloseTo(mean, within(1e-9));
  }

  /** The sums grow by one a number. */
  @Example
  void numbersAtTheMeanReachTheAlarmJustWhenTheyMay() {
    var betting = new BettingDetector(0.5, 100);
    for (int i = 1; i <= 300; i++) {
      betting = betting.after(0.5);
      assertThat(betting.alarm()).as("alarm at %d", i).isEqualTo(i % 100 == 0);
    }
  }

  @Example
  void aChangeIsSeenAtOnceAndTheWindowForgetsWhatCameBefore() {
    var adwin = new Adwin(0.002);
    int alarms = 0;
    for (int i = 0; i < 2_000; i++) {
      adwin = adwin.after(i < 1_000 ? 0.2 : 0.8);
      alarms += adwin.alarm() ? 1 : 0;
    }

    assertThat(alarms).isBetween(1, 3);
    assertThat(adwin.window().count()).isBetween(900L, 1_032L);
    assertThat(adwin.window().mean()).isCloseTo(0.8, within(0.02));
  }

  @Property(tries = 50)
  void constantStreamsRaiseNoAlarm(@ForAll @DoubleRange(min = 0, max = 0.45) double value) {
    for (var start :
        List.of(ADWIN, PAGE_HINKLEY, new BettingDetector(Math.max(2 * value, 0.02), 1_000))) {
      var detector = start;
      for (int i = 0; i < 3_000; i++) {
        detector = detector.after(value);
        assertThat(detector.alarm()).as("%s", start).isFalse();
      }
    }
  }

  @Example
  void errorsOfZeroRaiseNoAlarmAndTheGuardIsNeeded() {
    var plain = new DriftDetectionMethod(0);
    var guarded = new DriftDetectionMethod(5);
    int alarms = 0;
    for (int i = 0; i < 200; i++) {
      guarded = guarded.after(i == 150 ? 1 : 0);
      plain = plain.after(i == 150 ? 1 : 0);
      assertThat(guarded.alarm()).isFalse();
      alarms += plain.alarm() ? 1 : 0;
    }

    assertThat(alarms).as("one error after none").isEqualTo(1);
  }

  @Example
  void whatIsNoStreamIsRefused() {
    assertThatThrownBy(() -> ADWIN.after(Double.NaN)).hasMessage("a stream has no place for NaN");
    assertThatThrownBy(() -> PAGE_HINKLEY.after(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BETTING.after(1.5))
        .hasMessage("a number between 0 and 1 is needed, not 1.5");
    assertThatThrownBy(() -> new DriftDetectionMethod(0).after(0.5))
        .hasMessage("an error is 1 and its absence 0, unlike 0.5");
    assertThatThrownBy(() -> new BettingDetector(1, 100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BettingDetector(0.1, 100, List.of(1.0), false))
        .hasMessage("6 sums of bets are needed, together not below 0, unlike [1.0]");
    assertThatThrownBy(() -> new Adwin(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
