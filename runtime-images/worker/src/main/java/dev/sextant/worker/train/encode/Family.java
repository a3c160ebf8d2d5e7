package dev.sextant.worker.train.encode;

/** What a trainer asks of its numbers. */
public enum Family {
  /** Reads missing values and any scale, in single precision. */
  Trees,
  /** Needs every value, best on one scale. */
  Linear
}
