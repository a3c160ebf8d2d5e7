package dev.sextant.statistics.stream;

/** Looks for a change in a stream; it remembers what it has seen and starts anew after an alarm. */
public interface ChangeDetector {
  /**
   * Takes the next number.
   *
   * @return whether it raises an alarm
   */
  boolean add(double value);
}
