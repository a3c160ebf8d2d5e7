package dev.sextant.statistics.stream;

/**
 * What a detector knows of a stream: a value, so that it can be kept where the stream is not, and
 * asked again from any place in it.
 */
public sealed interface ChangeDetector
    permits Adwin, BettingDetector, DriftDetectionMethod, PageHinkley {
  /** What it knows after the next number; after an alarm it has begun anew. */
  ChangeDetector after(double value);

  /** Whether the last number raised an alarm. */
  boolean alarm();
}
