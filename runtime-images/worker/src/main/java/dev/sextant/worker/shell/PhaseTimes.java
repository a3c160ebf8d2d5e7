package dev.sextant.worker.shell;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how long the phases of a job take, on the way of its progress to whoever else wants it.
 *
 * <p>A phase lasts until another one begins; one that comes back, such as reading the next file, is
 * counted together.
 */
public final class PhaseTimes implements ProgressSink {
  private final ProgressSink next;
  private final Clock clock;
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private @Nullable String current;
  private Instant since;

  /** Times the phases from now on. */
  public PhaseTimes(ProgressSink next, Clock clock) {
    this.next = next;
    this.clock = clock;
    this.since = clock.instant();
  }

  @Override
  public synchronized void report(ProgressUpdate update) {
    if (!update.phase().equals(current)) {
      turnTo(update.phase());
    }
    next.report(update);
  }

  /** Ends the last phase; the times so far, such as {@code Read 2.1 s, Check 0.4 s}. */
  public synchronized String end() {
    turnTo(null);
    return times.entrySet().stream()
        .map(phase ->
            String.format(
                Locale.ROOT, "%s %.1f s", phase.getKey(), phase.getValue().toMillis() / 1000.0))
        .collect(Collectors.joining(", "));
  }

  private void turnTo(@Nullable String phase) {
    Instant now = clock.instant();
    if (current != null) {
      times.merge(current, Duration.between(since, now), Duration::plus);
    }
    current = phase;
    since = now;
  }
}
