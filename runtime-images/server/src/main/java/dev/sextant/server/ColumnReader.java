package dev.sextant.server;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.model.Signature;
import dev.sextant.features.Timestamps;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.Quote;
import dev.sextant.protocol.Tensor;
import dev.sextant.protocol.Values;
import org.jspecify.annotations.Nullable;

/** Turns a tensor into the column that the signature asks for, where no information is lost. */
final class ColumnReader {
  private static final double EXACT = 0x1p53;

  private final Instants instants;

  ColumnReader(Instants instants) {
    this.instants = instants;
  }

  Columns.Column read(int index, Tensor tensor, Signature.Input input) throws ProtocolException {
    return switch (input.type()) {
      case Double -> numbers(index, tensor, input, false);
      case Integer -> numbers(index, tensor, input, true);
      case String -> texts(index, tensor, input);
      case Timestamp -> times(index, tensor, input);
      case Boolean -> truths(index, tensor, input);
    };
  }

  private static Columns.Column numbers(
      int index, Tensor tensor, Signature.Input input, boolean whole) throws ProtocolException {
    return switch (tensor.values()) {
      case Values.Numbers numbers -> {
        var values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
          double value = numbers.at(i);
          if (Double.isInfinite(value)) {
            throw bad(index, i, "is infinite; send a finite number, or a missing value");
          }
          if (whole && !Double.isNaN(value)) {
            checkWhole(index, i, value, input);
          }
          values[i] = value;
        }
        yield new Columns.Column.Numbers(values);
      }
      case Values.Integers integers -> {
        var values = new double[integers.size()];
        for (int i = 0; i < values.length; i++) {
          long value = integers.at(i);
          if (value > (long) EXACT || value < -(long) EXACT) {
            throw bad(index, i, value + " is beyond 2^53 and not exact; send a smaller number");
          }
          values[i] = integers.isMissing(i) ? Double.NaN : value;
        }
        yield new Columns.Column.Numbers(values);
      }
      case Values.Texts _, Values.Truths _ ->
          throw unfit(index, tensor, input, "FP64, FP32 or an integer datatype");
    };
  }

  private static void checkWhole(int index, int row, double value, Signature.Input input)
      throws ProtocolException {
    if (value != Math.rint(value)) {
      throw bad(
          index,
          row,
          "%s has a fraction, column %s is Integer; send a whole number"
              .formatted(value, Quote.of(input.name())));
    }
    if (Math.abs(value) > EXACT) {
      throw bad(index, row, value + " is beyond 2^53 and not exact; send a smaller number");
    }
  }

  private static Columns.Column texts(int index, Tensor tensor, Signature.Input input)
      throws ProtocolException {
    if (!(tensor.values() instanceof Values.Texts texts)) {
      throw unfit(index, tensor, input, "BYTES");
    }
    var values = new @Nullable String[texts.size()];
    for (int i = 0; i < values.length; i++) {
      String text = texts.at(i);
      values[i] = text == null || text.isEmpty() ? null : text;
    }
    return new Columns.Column.Texts(values);
  }

  private Columns.Column times(int index, Tensor tensor, Signature.Input input)
      throws ProtocolException {
    if (!(tensor.values() instanceof Values.Texts texts)) {
      throw unfit(index, tensor, input, "BYTES");
    }
    var values = new long[texts.size()];
    for (int i = 0; i < values.length; i++) {
      String text = texts.at(i);
      if (text == null || text.isEmpty()) {
        values[i] = Timestamps.MISSING;
        continue;
      }
      values[i] = instants.parse(text);
      if (values[i] == Timestamps.MISSING) {
        throw bad(
            index,
            i,
            Quote.of(text) + " is no time stamp; send RFC 3339 such as 2026-03-01T08:30:00Z");
      }
    }
    return new Columns.Column.Times(values);
  }

  private static Columns.Column truths(int index, Tensor tensor, Signature.Input input)
      throws ProtocolException {
    var values = new byte[tensor.values().size()];
    for (int i = 0; i < values.length; i++) {
      double value =
          switch (tensor.values()) {
            case Values.Truths truths -> truths.at(i);
            case Values.Numbers numbers -> numbers.at(i);
            case Values.Integers integers -> integers.at(i);
            case Values.Texts _ -> throw unfit(index, tensor, input, "BOOL, or FP64 with 0 and 1");
          };
      if (tensor.values().isMissing(i)) {
        values[i] = Values.Truths.MISSING;
      } else if (value == 0 || value == 1) {
        values[i] = (byte) value;
      } else {
        throw bad(index, i, "is no truth value; send true or false (1 or 0 as a number)");
      }
    }
    return new Columns.Column.Truths(values);
  }

  private static ProtocolException bad(int index, int row, String problem) {
    return ProtocolException.invalid("inputs[" + index + "].data[" + row + "]", problem);
  }

  private static ProtocolException unfit(
      int index, Tensor tensor, Signature.Input input, String wanted) {
    ColumnType type = input.type();
    return ProtocolException.invalid(
        "inputs[" + index + "].datatype",
        "%s does not fit column %s of type %s; send %s"
            .formatted(tensor.datatype(), Quote.of(input.name()), type, wanted));
  }
}
