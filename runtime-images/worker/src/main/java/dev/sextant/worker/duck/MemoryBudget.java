package dev.sextant.worker.duck;

/**
 * How a container's memory is divided between the Java heap, native code and DuckDB.
 *
 * @param duckBytes what DuckDB may hold before it spills to disk
 */
public record MemoryBudget(long duckBytes) {
  private static final long MIB = 1L << 20;

  /** Class data, thread stacks, loaded libraries, and what DuckDB allocates beside its pool. */
  private static final long NATIVE_BYTES = 200 * MIB;

  private static final long LEAST = 128 * MIB;

  /**
   * What is left for DuckDB.
   *
   * @param containerBytes the container's limit
   * @param heapBytes the largest size of the Java heap
   */
  public static MemoryBudget of(long containerBytes, long heapBytes) {
    long left = containerBytes - heapBytes - NATIVE_BYTES;
    // DuckDB keeps to its limit only roughly: sorting and Parquet writing go a little beyond it.
    return new MemoryBudget(Math.max(LEAST, left / 10 * 8));
  }
}
