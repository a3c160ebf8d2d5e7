package dev.sextant.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
  private static final Instant NEWEST = Instant.parse("2026-03-01T10:00:00Z");

  @Property(tries = 500)
  void rollingPartsNeverOverlapAndKeepTheirDistance(
      @ForAll @IntRange(min = 1, max = 100) int train,
      @ForAll @IntRange(max = 50) int validation,
      @ForAll @IntRange(max = 50) int calibration,
      @ForAll @IntRange(max = 50) int test,
      @ForAll @IntRange(max = 10) int gap,
      @ForAll @IntRange(max = 10) int horizon) {
    Split.Rolling split =
        new Split.Rolling(
            Duration.ofHours(train),
            Duration.ofHours(validation),
            Duration.ofHours(calibration),
            Duration.ofHours(test),
            Duration.ofHours(gap),
            Duration.ofHours(horizon));

    Map<SplitName, Interval> parts = TimeSplit.rolling(split, NEWEST);

    List<Interval> ordered = new ArrayList<>(parts.values());
    for (int i = 1; i < ordered.size(); i++) {
      Instant end = Objects.requireNonNull(ordered.get(i - 1).until());
      assertThat(end.plus(Duration.ofHours(gap + horizon))).isEqualTo(ordered.get(i).from());
    }
    assertThat(ordered.getLast().contains(NEWEST)).isTrue();
    assertThat(parts.containsKey(SplitName.validation)).isEqualTo(validation > 0);
    assertThat(TimeSplit.problem(split)).isEmpty();
  }

  @Property(tries = 500)
  void everyInstantIsInAtMostOnePart(
      @ForAll @LongRange(min = -100_000, max = 100_000) long second,
      @ForAll @IntRange(max = 5_000) int gap) {
    Split.Boundaries split =
        new Split.Boundaries(
            Instant.ofEpochSecond(-50_000),
            Instant.ofEpochSecond(0),
            Instant.ofEpochSecond(10_000),
            Instant.ofEpochSecond(20_000),
            Instant.ofEpochSecond(50_000),
            Duration.ofSeconds(gap),
            Duration.ZERO);
    Instant instant = Instant.ofEpochSecond(second);

    long taken =
        TimeSplit.boundaries(split).values().stream()
            .filter(part -> part.contains(instant))
            .count();

    assertThat(taken).isBetween(0L, 1L);
    if (second < -50_000 || second >= 50_000) {
      assertThat(taken).isZero();
    }
    if (gap == 0 && second >= -50_000 && second < 50_000) {
      assertThat(taken).isOne();
    }
  }

  @Test
  void refusesAPartThatTheGapEatsUp() {
    Split.Boundaries split =
        new Split.Boundaries(
            null,
            Instant.ofEpochSecond(0),
            null,
            Instant.ofEpochSecond(60),
            null,
            Duration.ofMinutes(2),
            Duration.ZERO);

    assertThat(TimeSplit.problem(split).orElseThrow()).contains("nothing is left of validation");
  }

  @Property(tries = 300)
  void bucketsAreDealtOutOnceEach(
      @ForAll @IntRange(max = 33) int validation,
      @ForAll @IntRange(max = 33) int calibration,
      @ForAll @IntRange(max = 33) int test) {
    Split.Hash split =
        new Split.Hash("id", 100 - validation - calibration - test, validation, calibration, test);

    Map<SplitName, HashSplit.Buckets> parts = HashSplit.parts(split);

    for (int bucket = 0; bucket < 100; bucket++) {
      int wanted = bucket;
      assertThat(
              parts.values().stream().filter(p -> wanted >= p.from() && wanted < p.until()).count())
          .isOne();
    }
  }

  @Test
  void keepsEveryUnitInItsBucketForEver() {
    assertThat(HashSplit.bucketOf("rider-1")).isEqualTo(97);
    assertThat(HashSplit.bucketOf("rider-2")).isEqualTo(1);
    assertThat(HashSplit.bucketOf("42")).isEqualTo(45);
    assertThat(HashSplit.bucketOf("Zürich")).isEqualTo(25);
  }
}
