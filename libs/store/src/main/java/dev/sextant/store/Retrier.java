package dev.sextant.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides how long to try again: while the failure may pass, with exponential back-off and full
 * jitter, until the patience is used up. Nothing goes on after the end of all time that was given:
 * a store that gives a byte now and then would take for ever.
 */
final class Retrier {
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final Duration patience;
  private final Instant end;

  Retrier(
      InstantSource clock,
      Sleeper sleeper,
      RandomGenerator random,
      Duration patience,
      Instant end) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.patience = patience;
    this.end = end;
  }

  /** Does it until it works; {@code what} names it in messages, as in "reading s3://a/b". */
  <T> T call(String what, Supplier<T> request) {
    var tries = start(what);
    while (true) {
      requireTime(what);
      try {
        return request.get();
      } catch (RuntimeException e) {
        tries.failed(e);
      }
    }
  }

  /** Ends what still goes on when all time is over. */
  void requireTime(String what) {
    if (!clock.instant().isBefore(end)) {
      throw new StoreException.OutOfTime(
          "%s: had not ended when the time that was given was over; give more time, or look at the store and the network"
              .formatted(what));
    }
  }

  Tries start(String what) {
    return new Tries(what);
  }

  /** The tries of one request. */
  final class Tries {
    private final String what;
    private Instant since = clock.instant();
    private int failures;

    private Tries(String what) {
      this.what = what;
    }

    /** Something was achieved: patience starts anew. */
    void progressed() {
      requireTime(what);
      since = clock.instant();
      failures = 0;
    }

    /** Waits before the next try, or throws when there is none. */
    void failed(Exception exception) {
      StoreException failure = Failures.classify(what, exception);
      if (!failure.mayPass()) {
        throw failure;
      }
      Duration delay = nextDelay();
      Instant next = clock.instant().plus(delay);
      if (Duration.between(since, next).compareTo(patience) > 0 || !next.isBefore(end)) {
        throw failure;
      }
      try {
        sleeper.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException.Other(what + " was interrupted; run it again", e, true);
      }
    }

    private Duration nextDelay() {
      long ceiling =
          Math.min(LONGEST_DELAY.toMillis(), FIRST_DELAY.toMillis() << Math.min(failures, 10));
      failures++;
      return Duration.ofMillis(1 + random.nextLong(ceiling));
    }
  }
}
