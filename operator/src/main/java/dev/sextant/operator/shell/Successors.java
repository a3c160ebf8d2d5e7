package dev.sextant.operator.shell;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Sees to it that an object is looked at which was created while its predecessor of the same name
 * was still being reconciled. JOSDK 5.3 forgets what is known of a deleted object after its last
 * reconciliation has ended, and with it the events and timers of the object that is there now. When
 * that is, nobody says; so it is woken until it has been looked at, ever more slowly.
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

  /** The UIDs of those that have gone, by namespace and name. */
  private final Map<String, String> gone = new ConcurrentHashMap<>();

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
    gone.put(key(predecessor), predecessor.getUid());
    next(predecessor, FIRST, TIMES);
  }

  /** This object is looked at, so it is not forgotten. */
  void seen(ObjectMeta object) {
    gone.computeIfPresent(key(object), (key, uid) -> uid.equals(object.getUid()) ? uid : null);
  }

  private void next(ObjectMeta predecessor, Duration delay, int times) {
    later
        .apply(delay)
        .execute(() -> {
          if (!predecessor.getUid().equals(gone.get(key(predecessor)))) {
            return;
          }
          waker.wake(predecessor.getNamespace(), predecessor.getName());
          if (times > 1) {
            next(predecessor, delay.multipliedBy(2), times - 1);
          } else {
            gone.remove(key(predecessor), predecessor.getUid());
          }
        });
  }

  private static String key(ObjectMeta meta) {
    return meta.getNamespace() + "/" + meta.getName();
  }
}
