package dev.sextant.bench.load;

import java.time.Duration;

/**
 * How much is asked, and for how long.
 *
 * @param callers how many callers there are at once
 * @param time for how long
 * @param perSecond requests per second of all callers together; 0 for as many as are answered
 */
public record Shape(int callers, Duration time, double perSecond) {
  /** Every caller sends its next request as soon as it has an answer. */
  public static Shape closed(int callers, Duration time) {
    return new Shape(callers, time, 0);
  }

  /**
   * Requests are due at a fixed rate, whether or not the ones before were answered: one that cannot
   * be sent in time has waited from when it was due.
   */
  public static Shape paced(int callers, Duration time, double perSecond) {
    return new Shape(callers, time, perSecond);
  }

  /** How far apart the requests of one caller are due; 0 when at once. */
  long intervalNanos() {
    return perSecond == 0 ? 0 : Math.round(callers * 1e9 / perSecond);
  }
}
