package dev.sextant.worker.shell;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Everything of the world that a job may touch.
 *
 * @param artifacts the namespace's store
 * @param progress where to say how far the work is
 * @param clock the time
 * @param scratch an empty directory that the job may fill; the shell deletes it
 * @param deadline when the job must have ended
 * @param cancellation the wish to stop
 */
public record WorkerContext(
    Artifacts artifacts,
    ProgressSink progress,
    Clock clock,
    Path scratch,
    Instant deadline,
    Cancellation cancellation) {

  /** The same, with another listener to its progress. */
  public WorkerContext heardBy(ProgressSink listener) {
    return new WorkerContext(artifacts, listener, clock, scratch, deadline, cancellation);
  }

  /** The time left; zero when the deadline has passed. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * To be called between steps and between rounds.
   *
   * @throws JobInterruptedException when a stop was asked for or the deadline has passed
   */
  public void checkpoint() {
    cancellation
        .reason()
        .ifPresent(reason -> {
          throw new JobInterruptedException("Interrupted", reason);
        });
    if (remaining().isZero()) {
      throw JobInterruptedException.deadlineExceeded(
          "the job did not end before its deadline; give it more time or less to do");
    }
  }

  /** Reports a phase, after a {@link #checkpoint}. */
  public void phase(String phase, int percent) {
    checkpoint();
    progress.report(ProgressUpdate.phase(phase, percent));
  }
}
