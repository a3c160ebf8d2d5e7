package dev.sextant.worker.shell;

import dev.sextant.contracts.job.JobSpec;

/**
 * One kind of work that the worker can do.
 *
 * <p>A job is told everything and reaches the world only through its context. It may be killed at
 * any instruction and started again from the beginning.
 */
public interface Job<S extends JobSpec> {
  /**
   * Does the work.
   *
   * <p>Throws {@link JobRefusedException} when the input is wrong, {@link JobInterruptedException}
   * when it was told to stop; anything else that is thrown is a failure and classified by the
   * shell.
   */
  JobOutcome run(S spec, WorkerContext context) throws Exception;
}
