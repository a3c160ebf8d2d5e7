package dev.sextant.statistics.gates;

/** What becomes of a candidate that has not proved itself when its time is over. */
public enum AtDeadline {
  /** It is given up. */
  ABORT,

  /** People decide. */
  ASK_REVIEW,

  /**
   * It is promoted if it stands at the last step, every gate has seen its minimum and none shows
   * harm, else given up. The rate of false promotions is not kept: this is a choice for metrics in
   * which a candidate that is somewhat worse costs less than one that waits.
   */
  PROMOTE_UNHARMED
}
