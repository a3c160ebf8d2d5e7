package dev.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How long a request is tried again. */
final class RetrierTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FakeTime time = new FakeTime();
  private final Retrier retrier = new Retrier(time, time, new Random(1), PATIENCE, Instant.MAX);

  @Test
  void triesAgainUntilItWorks() {
    var attempts = new AtomicInteger();

    String answer =
        retrier.call(
            "reading",
            () -> {
              if (attempts.incrementAndGet() < 4) {
                throw refused();
              }
              return "answer";
            });

    assertThat(answer).isEqualTo("answer");
    assertThat(time.sleeps()).hasSize(3);
  }

  @Property(tries = 50)
  void neverWaitsLongerThanItsPatience(
      @ForAll long seed, @ForAll @IntRange(max = 600) int seconds) {
    var clock = new FakeTime();
    var patience = Duration.ofSeconds(seconds);
    var impatient = new Retrier(clock, clock, new Random(seed), patience, Instant.MAX);

    assertThatThrownBy(() ->
            impatient.call(
                "reading",
                () -> {
                  throw refused();
                }))
        .isInstanceOf(StoreException.EndpointUnreachable.class);

    assertThat(clock.slept()).isLessThanOrEqualTo(patience);
    assertThat(clock.sleeps()).allMatch(delay -> delay.compareTo(Duration.ofSeconds(10)) <= 0);
  }

  @Test
  void doesNotRepeatWhatCannotPass() {
    assertThatThrownBy(() ->
            retrier.call(
                "reading",
                () -> {
                  throw new IllegalStateException("broken");
                }))
        .isInstanceOf(StoreException.Other.class)
        .hasMessageStartingWith("reading: broken");

    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void startsAnewAfterProgress() {
    var tries = retrier.start("reading");
    for (int i = 0; i < 100; i++) {
      tries.progressed();
      tries.failed(refused());
      time.sleep(PATIENCE.minusSeconds(1));
    }

    assertThat(time.slept()).isGreaterThan(PATIENCE.multipliedBy(90));
  }

  @Property(tries = 50)
  void neverSleepsBeyondTheEndOfAllTime(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int seconds) {
    var clock = new FakeTime();
    var end = clock.instant().plusSeconds(seconds);
    var hurried = new Retrier(clock, clock, new Random(seed), Duration.ofHours(1), end);

    assertThatThrownBy(() ->
            hurried.call(
                "reading",
                () -> {
                  throw refused();
                }))
        .isInstanceOf(StoreException.EndpointUnreachable.class);

    assertThat(clock.instant()).isBefore(end);
  }

  @Test
  void endsAlsoWhatMakesProgress() {
    var hurried =
        new Retrier(
            time, time, new Random(1), PATIENCE, time.instant().plus(PATIENCE.multipliedBy(2)));
    var tries = hurried.start("reading s3://a/b");
    time.sleep(PATIENCE);
    tries.progressed();
    time.sleep(PATIENCE);

    assertThatThrownBy(tries::progressed)
        .isInstanceOf(StoreException.OutOfTime.class)
        .hasMessage(
            "reading s3://a/b: had not ended when the time that was given was over; give more"
                + " time, or look at the store and the network");
    assertThatThrownBy(() -> hurried.call("reading", () -> "never asked"))
        .isInstanceOf(StoreException.OutOfTime.class);
  }

  private static UncheckedIOException refused() {
    return new UncheckedIOException(new ConnectException("refused"));
  }
}
