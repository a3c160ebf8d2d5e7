package dev.sextant.operator.results;

import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.kernel.Step;
import java.time.Instant;
import java.util.Optional;

/** The port through which a job's result is read; nothing here blocks. */
public interface Results {

  /** What is known of the result with that key; empty when it was never asked for. */
  Optional<Answer> find(String key);

  /**
   * Begins to read a result unless that has begun already or ended well.
   *
   * @param done is run, on another thread, when an answer is there
   */
  void request(Step.ReadResult request, Runnable done);

  /** Drops what is known of a result. */
  void forget(String key);

  /** How the reading of a result went. */
  sealed interface Answer {
    /** It is being read. */
    record Pending() implements Answer {}

    /** It was read, and its bytes are the ones that the job named. */
    record Read(JobResult result) implements Answer {}

    /**
     * It could not be read.
     *
     * @param message why, and what to do
     * @param at when that was
     */
    record Unreadable(String message, Instant at) implements Answer {}
  }
}
