package dev.sextant.worker.shell;

import org.jspecify.annotations.Nullable;

/**
 * How far a job is; the fields are those of {@link dev.sextant.contracts.job.Progress}.
 *
 * @param percent 0 to 100 over the whole job
 */
public record ProgressUpdate(
    String phase,
    int percent,
    @Nullable Integer round,
    @Nullable Integer rounds,
    @Nullable String metric,
    @Nullable Double value,
    @Nullable Long secondsLeft) {

  /** A phase without rounds. */
  public static ProgressUpdate phase(String phase, int percent) {
    return new ProgressUpdate(phase, percent, null, null, null, null, null);
  }
}
