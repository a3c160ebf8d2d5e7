package dev.sextant.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/** The memory of one thread for the tensor {@code numeric}, used again from request to request. */
final class Scratch {
  private DoubleBuffer numeric = allocate(0);

  /** A direct buffer of exactly this many doubles; what it holds is left from earlier. */
  DoubleBuffer numeric(int size) {
    if (numeric.capacity() < size) {
      numeric = allocate(Math.max(size, 2 * numeric.capacity()));
    }
    return numeric.clear().limit(size);
  }

  private static DoubleBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, Double.BYTES))
        .order(ByteOrder.nativeOrder())
        .asDoubleBuffer();
  }
}
