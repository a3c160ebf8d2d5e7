package dev.sextant.protocol;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The values of a tensor, held in primitive arrays; an array given to a constructor is kept. */
public sealed interface Values {
  /** How many there are. */
  int size();

  /** Whether a value is missing: null in JSON, NaN in a number. */
  boolean isMissing(int index);

  /** FP32 and FP64; NaN is a missing value. */
  final class Numbers implements Values {
    private final double[] values;

    public Numbers(double[] values) {
      this.values = values;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int index) {
      return Double.isNaN(values[index]);
    }

    /** The value; NaN where it is missing. */
    public double at(int index) {
      return values[index];
    }
  }

  /** The integer types. */
  final class Integers implements Values {
    private final long[] values;
    private final @Nullable BitSet missing;

    /**
     * Whole numbers.
     *
     * @param missing where values are missing; null when none is
     */
    public Integers(long[] values, @Nullable BitSet missing) {
      this.values = values;
      this.missing = missing;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int index) {
      return missing != null && missing.get(index);
    }

    /** The value; 0 where it is missing. */
    public long at(int index) {
      return values[index];
    }
  }

  /** BYTES. */
  final class Texts implements Values {
    private final @Nullable String[] values;

    public Texts(@Nullable String[] values) {
      this.values = values;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int index) {
      return values[index] == null;
    }

    /** The text; null where it is missing. */
    public @Nullable String at(int index) {
      return values[index];
    }
  }

  /** BOOL. */
  final class Truths implements Values {
    /** How a missing value is held; 0 is false and 1 is true. */
    public static final byte MISSING = -1;

    private final byte[] values;

    public Truths(byte[] values) {
      this.values = values;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int index) {
      return values[index] == MISSING;
    }

    /** 0, 1 or {@link #MISSING}. */
    public byte at(int index) {
      return values[index];
    }
  }
}
