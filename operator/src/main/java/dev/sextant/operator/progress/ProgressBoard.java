package dev.sextant.operator.progress;

import dev.sextant.contracts.job.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Owns the newest progress of each object. Within a phase a report becomes visible at most every
 * five seconds, so that a chatty job does not make the API server busy; there are few phases, and a
 * new one is visible at once.
 */
@ApplicationScoped
public class ProgressBoard {
  static final Duration PACE = Duration.ofSeconds(5);
  private static final int KEPT = 4096;

  /**
   * A report.
   *
   * @param progress what the job said
   * @param at when it was made visible
   */
  public record Entry(Progress progress, Instant at) {}

  /** Wakes an object of one kind. */
  @FunctionalInterface
  public interface Waker {
    /** Reconciles that object soon. */
    void wake(String namespace, String name);
  }

  private final Map<String, Waker> wakers = new ConcurrentHashMap<>();
  private final Map<String, Entry> entries =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ProgressBoard.Entry> eldest) {
          return size() > KEPT;
        }
      };

  /** The newest visible report about the object with that UID. */
  public Optional<Entry> find(String uid) {
    synchronized (entries) {
      return Optional.ofNullable(entries.get(uid));
    }
  }

  /** Says who wakes the objects of a kind. */
  public void subscribe(String kind, Waker waker) {
    wakers.put(kind, waker);
  }

  /**
   * Takes a report unless one of the same phase came just before; the last word (100 per cent) is
   * always taken.
   */
  public boolean report(Progress progress, Instant now) {
    synchronized (entries) {
      Entry last = entries.get(progress.uid());
      if (last != null
          && last.progress().phase().equals(progress.phase())
          && now.isBefore(last.at().plus(PACE))
          && progress.percent() < 100) {
        return false;
      }
      entries.put(progress.uid(), new Entry(progress, now));
    }
    Waker waker = wakers.get(progress.job());
    if (waker != null) {
      waker.wake(progress.namespace(), progress.name());
    }
    return true;
  }
}
