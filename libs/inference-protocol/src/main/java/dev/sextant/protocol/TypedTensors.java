package dev.sextant.protocol;

import com.google.protobuf.ByteString;
import dev.sextant.protocol.grpc.InferTensorContents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tensors in the typed lists of protobuf. */
final class TypedTensors {
  private static final List<Datatype> ONE_PER_LIST =
      List.of(
          Datatype.BOOL,
          Datatype.INT32,
          Datatype.INT64,
          Datatype.UINT32,
          Datatype.UINT64,
          Datatype.FP32,
          Datatype.FP64,
          Datatype.BYTES);

  private TypedTensors() {}

  static Values read(String path, Datatype datatype, InferTensorContents contents)
      throws ProtocolException {
    refuseForeignLists(path, datatype, contents);
    return switch (datatype) {
      case FP64 -> {
        var values = new double[contents.getFp64ContentsCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = contents.getFp64Contents(i);
        }
        yield new Values.Numbers(values);
      }
      case FP32 -> {
        var values = new double[contents.getFp32ContentsCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = contents.getFp32Contents(i);
        }
        yield new Values.Numbers(values);
      }
      case BYTES -> {
        var values = new @Nullable String[contents.getBytesContentsCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = text(path + ".bytes_contents", i, contents.getBytesContents(i));
        }
        yield new Values.Texts(values);
      }
      case BOOL -> {
        var values = new byte[contents.getBoolContentsCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (byte) (contents.getBoolContents(i) ? 1 : 0);
        }
        yield new Values.Truths(values);
      }
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
          integers(path, datatype, contents);
    };
  }

  private static Values integers(String path, Datatype datatype, InferTensorContents contents)
      throws ProtocolException {
    var values = new long[count(datatype, contents)];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(datatype, contents, i);
      if (!datatype.holds(values[i])) {
        throw ProtocolException.invalid(
            "%s.%s[%d]".formatted(path, list(datatype), i),
            "is beyond the range of %s; send a smaller number".formatted(datatype));
      }
    }
    return new Values.Integers(values, null);
  }

  private static long integer(Datatype datatype, InferTensorContents contents, int i) {
    return switch (datatype) {
      case INT8, INT16, INT32 -> contents.getIntContents(i);
      case INT64 -> contents.getInt64Contents(i);
      case UINT8, UINT16, UINT32 -> Integer.toUnsignedLong(contents.getUintContents(i));
      case UINT64 -> contents.getUint64Contents(i);
      case BOOL, FP32, FP64, BYTES -> throw new IllegalStateException("no integer type");
    };
  }

  static String text(String path, int index, ByteString bytes) throws ProtocolException {
    if (!bytes.isValidUtf8()) {
      throw ProtocolException.invalid(path + "[" + index + "]", "is not UTF-8; send text in UTF-8");
    }
    return bytes.toStringUtf8();
  }

  static InferTensorContents write(Tensor tensor) {
    var contents = InferTensorContents.newBuilder();
    switch (tensor.values()) {
      case Values.Numbers numbers -> {
        boolean single = tensor.datatype() == Datatype.FP32;
        for (int i = 0; i < numbers.size(); i++) {
          if (single) {
            contents.addFp32Contents((float) numbers.at(i));
          } else {
            contents.addFp64Contents(numbers.at(i));
          }
        }
      }
      case Values.Texts texts -> {
        for (int i = 0; i < texts.size(); i++) {
          String text = texts.at(i);
          contents.addBytesContents(
              text == null ? ByteString.EMPTY : ByteString.copyFromUtf8(text));
        }
      }
      case Values.Truths truths -> {
        for (int i = 0; i < truths.size(); i++) {
          contents.addBoolContents(truths.at(i) == 1);
        }
      }
      case Values.Integers integers -> {
        for (int i = 0; i < integers.size(); i++) {
          add(contents, tensor.datatype(), integers.at(i));
        }
      }
    }
    return contents.build();
  }

  private static void add(InferTensorContents.Builder contents, Datatype datatype, long value) {
    switch (datatype) {
      case INT8, INT16, INT32 -> contents.addIntContents((int) value);
      case INT64 -> contents.addInt64Contents(value);
      case UINT8, UINT16, UINT32 -> contents.addUintContents((int) value);
      case UINT64 -> contents.addUint64Contents(value);
      case BOOL, FP32, FP64, BYTES -> throw new IllegalStateException("no integer type");
    }
  }

  /** A list of another type than the datatype's would be dropped in silence. */
  private static void refuseForeignLists(
      String path, Datatype datatype, InferTensorContents contents) throws ProtocolException {
    for (Datatype other : ONE_PER_LIST) {
      if (!list(other).equals(list(datatype)) && count(other, contents) > 0) {
        throw ProtocolException.invalid(
            path + "." + list(other),
            "does not belong to datatype %s; send %s".formatted(datatype, list(datatype)));
      }
    }
  }

  private static int count(Datatype datatype, InferTensorContents contents) {
    return switch (datatype) {
      case BOOL -> contents.getBoolContentsCount();
      case INT8, INT16, INT32 -> contents.getIntContentsCount();
      case INT64 -> contents.getInt64ContentsCount();
      case UINT8, UINT16, UINT32 -> contents.getUintContentsCount();
      case UINT64 -> contents.getUint64ContentsCount();
      case FP32 -> contents.getFp32ContentsCount();
      case FP64 -> contents.getFp64ContentsCount();
      case BYTES -> contents.getBytesContentsCount();
    };
  }

  private static String list(Datatype datatype) {
    return switch (datatype) {
      case BOOL -> "bool_contents";
      case INT8, INT16, INT32 -> "int_contents";
      case INT64 -> "int64_contents";
      case UINT8, UINT16, UINT32 -> "uint_contents";
      case UINT64 -> "uint64_contents";
      case FP32 -> "fp32_contents";
      case FP64 -> "fp64_contents";
      case BYTES -> "bytes_contents";
    };
  }
}
