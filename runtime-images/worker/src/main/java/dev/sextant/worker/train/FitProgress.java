package dev.sextant.worker.train;

import dev.sextant.worker.shell.ProgressUpdate;
import dev.sextant.worker.shell.WorkerContext;
import dev.sextant.worker.train.fit.FitListener;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells of the rounds of a fit, at most once a second, and stops it when the job is to stop. */
final class FitProgress implements FitListener {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The share of the whole job before the fit, and what the fit adds. */
  static final int BEFORE = 20;

  private static final int SHARE = 60;

  private final WorkerContext context;
  private final Instant start;
  private Instant next;

  FitProgress(WorkerContext context) {
    this.context = context;
    this.start = context.clock().instant();
    this.next = start;
  }

  @Override
  public void round(int round, int rounds, String metric, @Nullable Double value) {
    context.checkpoint();
    Instant now = context.clock().instant();
    if (now.isBefore(next) && round < rounds) {
      return;
    }
    next = now.plus(PAUSE);
    long millis = Duration.between(start, now).toMillis();
    long secondsLeft = millis * (rounds - round) / round / 1_000;
    context
        .progress()
        .report(
            new ProgressUpdate(
                "Fit",
                BEFORE + (int) ((long) SHARE * round / rounds),
                round,
                rounds,
                metric,
                value,
                secondsLeft));
  }
}
