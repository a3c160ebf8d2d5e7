package dev.sextant.store;

/** Whether a store can be used, found out by using it. */
public sealed interface ProbeResult {

  /** What the probe was doing. */
  enum Step {
    WRITE,
    LIST,
    READ,
    DELETE
  }

  /** A small object was written, listed, read back, verified and deleted. */
  record Usable() implements ProbeResult {}

  /**
   * One step failed.
   *
   * @param step which one
   * @param error why, told apart by its class
   */
  record Unusable(Step step, StoreException error) implements ProbeResult {}
}
