package dev.sextant.worker.shell;

/** Where a job says how far it is; it never fails and never blocks for long. */
@FunctionalInterface
public interface ProgressSink {
  /** Takes an update; it may be dropped. */
  void report(ProgressUpdate update);
}
