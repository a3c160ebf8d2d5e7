package dev.sextant.worker.train.fit;

import org.jspecify.annotations.Nullable;

/** Hears how far a fit is; may throw to stop it. */
@FunctionalInterface
public interface FitListener {
  /**
   * A round or pass has ended.
   *
   * @param round from 1
   * @param rounds the largest number of rounds
   * @param metric what is measured on validation
   * @param value its value; null when nothing is measured
   */
  void round(int round, int rounds, String metric, @Nullable Double value);
}
