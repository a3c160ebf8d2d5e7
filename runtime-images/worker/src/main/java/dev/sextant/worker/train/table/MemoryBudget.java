package dev.sextant.worker.train.table;

import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.encode.Family;
import dev.sextant.worker.train.encode.InputLayout;

/** Decides whether a training fits into the container, before it is tried. */
public final class MemoryBudget {
  /** What JVM, DuckDB and ONNX Runtime need whatever the data. */
  private static final long BASE = 200L << 20;

  /** XGBoost keeps an index and a value a cell, and its quantised form. */
  private static final long NATIVE_BYTES_A_CELL = 12;

  /** Errors and squares that the metrics of one predictor keep of a test row. */
  private static final long EVALUATED_BYTES = 48;

  private MemoryBudget() {}

  /**
   * Refuses what does not fit.
   *
   * @param fitRows rows of train and validation
   * @param testRows rows of test
   * @param predictors the model and its baselines, which are evaluated together
   * @param memoryBytes how much memory the container has
   * @param heapBytes how much of it the heap may take
   */
  public static void check(
      InputLayout layout,
      Family family,
      long fitRows,
      long testRows,
      int predictors,
      long memoryBytes,
      long heapBytes) {
    long rowBytes = 8L * layout.numbers().size() + 4L * layout.oneHots().size() + 12;
    long kept = (fitRows + testRows) * rowBytes;
    long width = layout.width();
    long fit =
        switch (family) {
          case Trees -> fitRows * width * Float.BYTES;
          case Linear -> 3 * width * width * Double.BYTES;
        };
    // What the fit needed is free again when its outcome is evaluated.
    long heap = kept + Math.max(fit, testRows * predictors * EVALUATED_BYTES);
    long total = BASE + heap + (family == Family.Trees ? fitRows * width * NATIVE_BYTES_A_CELL : 0);
    if (family == Family.Trees && fitRows * width > Integer.MAX_VALUE - 8) {
      throw new JobRefusedException(
          "TooLarge",
          ("spec.dataset: %,d rows of %,d encoded columns are more than the 2,147,483,639 numbers"
                  + " that one training can hold; use fewer rows or columns")
              .formatted(fitRows, width));
    }
    if (total > memoryBytes || heap > heapBytes) {
      // The heap is a share of the container: as the container grows, so does it.
      double shortage = Math.max((double) total / memoryBytes, (double) heap / heapBytes);
      throw new JobRefusedException(
          "TooLarge",
          ("spec.resources.limits.memory: %,d rows of %,d encoded columns need about %s of memory, the container"
                  + " has %s; give it %s or use fewer rows or columns")
              .formatted(
                  fitRows,
                  width,
                  mebibytes(total),
                  mebibytes(memoryBytes),
                  mebibytes((long) Math.ceil(memoryBytes * shortage))));
    }
  }

  private static String mebibytes(long bytes) {
    return "%,d MiB".formatted((bytes >> 20) + 1);
  }
}
