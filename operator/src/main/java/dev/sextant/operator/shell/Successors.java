package dev.sextant.operator.shell;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Sees to it that an object is looked at which was created while its predecessor of the same name
 * was still being reconciled. JOSDK 5.3 knows objects by name alone: it forgets the events of the
 * object that is there now when it cleans up after the one that was deleted, and takes down its
 * timer when the last reconciliation of that one ends, also when it has been looked at by then.
 * When that is over, nobody says; so it is woken some times, ever more slowly. To look once more
 * costs nothing where there is nothing to do, or no object.
 */
final class Successors {
  /** Two seconds, then twice as long each time: two minutes in all. */
  private static final Duration FIRST = Duration.ofSeconds(2);

  private static final int TIMES = 6;

  /** Wakes an object. */
  @FunctionalInterface
  interface Waker {
    void wake(String namespace, String name);
  }

  private final Waker waker;
  private final Function<Duration, Executor> later;

  Successors(Waker waker) {
    this(
        waker, delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
  }

  Successors(Waker waker, Function<Duration, Executor> later) {
    this.waker = waker;
    this.later = later;
  }

  /** This object has gone; another may be there under its name. */
  void wake(ObjectMeta predecessor) {
    next(predecessor.getNamespace(), predecessor.getName(), FIRST, TIMES);
  }

  private void next(String namespace, String name, Duration delay, int times) {
    later
        .apply(delay)
        .execute(() -> {
          waker.wake(namespace, name);
          if (times > 1) {
            next(namespace, name, delay.multipliedBy(2), times - 1);
          }
        });
  }
}
