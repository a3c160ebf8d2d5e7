package dev.sextant.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides how long to try again: while the failure may pass, with exponential back-off and full
 * jitter, until the patience is used up.
 */
final class Retrier {
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final Duration patience;

  Retrier(InstantSource clock, Sleeper sleeper, RandomGenerator random, Duration patience) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.patience = patience;
  }

  /** Does it until it works; {@code what} names it in messages, as in "reading s3://a/b". */
  <T> T call(String what, Supplier<T> request) {
    var tries = start(what);
    while (true) {
      try {
        return request.get();
      } catch (RuntimeException e) {
        tries.failed(e);
      }
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
      Duration spent = Duration.between(since, clock.instant());
      if (spent.plus(delay).compareTo(patience) > 0) {
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
