package dev.sextant.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Takes the scalars of a JSON array into a primitive array, by the rules of one datatype. */
abstract sealed class ValueCollector {
  /**
   * Whole numbers beyond this are not exact as doubles, so a JSON fraction cannot stand for one.
   */
  private static final double EXACT = 0x1p53;

  final Datatype datatype;
  int size;

  private ValueCollector(Datatype datatype) {
    this.datatype = datatype;
  }

  static ValueCollector of(Datatype datatype, int expected) {
    return switch (datatype.kind()) {
      case NUMBER -> new NumberCollector(datatype, expected);
      case INTEGER -> new IntegerCollector(datatype, expected);
      case TEXT -> new TextCollector(datatype, expected);
      case TRUTH -> new TruthCollector(datatype, expected);
    };
  }

  /** Takes the scalar that the parser stands on. */
  abstract void add(JsonParser parser, JsonToken token) throws IOException, BadValue;

  abstract Values finish();

  final int size() {
    return size;
  }

  final BadValue unexpected(JsonToken token, String wanted) {
    return new BadValue(
        "is %s, %s takes %s; send one, or null for a missing value"
            .formatted(JsonNames.of(token), datatype, wanted));
  }

  private static int grown(int length) {
    return Math.max(16, length + (length >> 1));
  }

  private static final class NumberCollector extends ValueCollector {
    private final boolean single;
    private double[] values;

    NumberCollector(Datatype datatype, int expected) {
      super(datatype);
      this.single = datatype == Datatype.FP32;
      this.values = new double[expected];
    }

    @Override
    void add(JsonParser parser, JsonToken token) throws IOException, BadValue {
      double value =
          switch (token) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> finite(parser);
            case VALUE_NULL -> Double.NaN;
            default -> throw unexpected(token, "numbers");
          };
      if (size == values.length) {
        values = Arrays.copyOf(values, grown(size));
      }
      values[size++] = value;
    }

    private double finite(JsonParser parser) throws IOException, BadValue {
      double exact = parser.getDoubleValue();
      // FP32 is rounded as its bytes would be over gRPC: one request has one answer.
      double value = single ? (float) exact : exact;
      if (Double.isNaN(value)) {
        throw new BadValue("is NaN, which JSON does not have; send null for a missing value");
      }
      if (Double.isInfinite(value)) {
        throw new BadValue("is beyond the range of %s; send a finite number".formatted(datatype));
      }
      return value;
    }

    @Override
    Values finish() {
      return new Values.Numbers(size == values.length ? values : Arrays.copyOf(values, size));
    }
  }

  private static final class IntegerCollector extends ValueCollector {
    private long[] values;
    private @Nullable BitSet missing;

    IntegerCollector(Datatype datatype, int expected) {
      super(datatype);
      this.values = new long[expected];
    }

    @Override
    void add(JsonParser parser, JsonToken token) throws IOException, BadValue {
      long value =
          switch (token) {
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> wholeFraction(parser.getDoubleValue());
            case VALUE_NULL -> 0;
            default -> throw unexpected(token, "whole numbers");
          };
      if (token == JsonToken.VALUE_NULL) {
        missing = missing == null ? new BitSet() : missing;
        missing.set(size);
      }
      if (size == values.length) {
        values = Arrays.copyOf(values, grown(size));
      }
      values[size++] = value;
    }

    private long whole(JsonParser parser) throws IOException, BadValue {
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw outOfRange();
      }
      return checked(parser.getLongValue());
    }

    private long wholeFraction(double value) throws BadValue {
      if (value != Math.rint(value)) {
        throw new BadValue(
            "is %s, %s takes whole numbers; send FP64 for fractions".formatted(value, datatype));
      }
      if (Math.abs(value) > EXACT) {
        throw outOfRange();
      }
      return checked((long) value);
    }

    private long checked(long value) throws BadValue {
      if (!datatype.holds(value)) {
        throw outOfRange();
      }
      return value;
    }

    private BadValue outOfRange() {
      return new BadValue("is beyond the range of %s; send a smaller number".formatted(datatype));
    }

    @Override
    Values finish() {
      return new Values.Integers(
          size == values.length ? values : Arrays.copyOf(values, size), missing);
    }
  }

  private static final class TextCollector extends ValueCollector {
    private @Nullable String[] values;

    TextCollector(Datatype datatype, int expected) {
      super(datatype);
      this.values = new @Nullable String[expected];
    }

    @Override
    void add(JsonParser parser, JsonToken token) throws IOException, BadValue {
      String value =
          switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw unexpected(token, "strings");
          };
      if (size == values.length) {
        values = Arrays.copyOf(values, grown(size));
      }
      values[size++] = value;
    }

    @Override
    Values finish() {
      return new Values.Texts(size == values.length ? values : Arrays.copyOf(values, size));
    }
  }

  private static final class TruthCollector extends ValueCollector {
    private byte[] values;

    TruthCollector(Datatype datatype, int expected) {
      super(datatype);
      this.values = new byte[expected];
    }

    @Override
    void add(JsonParser parser, JsonToken token) throws BadValue {
      byte value =
          switch (token) {
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_NULL -> Values.Truths.MISSING;
            default -> throw unexpected(token, "true and false");
          };
      if (size == values.length) {
        values = Arrays.copyOf(values, grown(size));
      }
      values[size++] = value;
    }

    @Override
    Values finish() {
      return new Values.Truths(size == values.length ? values : Arrays.copyOf(values, size));
    }
  }
}
