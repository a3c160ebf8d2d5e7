package dev.sextant.bench.statistics;

import dev.sextant.statistics.stream.ChangeDetector;
import java.lang.management.ManagementFactory;
import java.util.Random;

/** How much memory a detector holds, from the live heap with many of them and without. */
final class StateSize {
  static final int COPIES = 500;
  private static final int VALUES = 10_000;

  private StateSize() {}

  static long of(StreamKind kind) {
    long before = live();
    var detectors = new ChangeDetector[COPIES];
    var random = new Random(7);
    for (int i = 0; i < COPIES; i++) {
      detectors[i] = kind.start();
      for (int value = 0; value < VALUES; value++) {
        detectors[i] = detectors[i].after(random.nextInt(10) == 0 ? 1 : 0);
      }
    }
    long after = live();
    // Keeps them alive until the heap was looked at.
    if (detectors[COPIES - 1] == null) {
      throw new IllegalStateException("a detector is gone");
    }
    return (after - before) / COPIES;
  }

  private static long live() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
