package dev.sextant.protocol;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Tensors as raw bytes: little-endian, row-major; a BOOL is one byte, an element of BYTES has its
 * length in four bytes before it.
 */
final class RawTensors {
  private RawTensors() {}

  static Values read(String path, Datatype datatype, int count, ByteString raw)
      throws ProtocolException {
    if (datatype != Datatype.BYTES && raw.size() != (long) count * datatype.bytes()) {
      throw ProtocolException.invalid(
          path,
          "has %d bytes, but %d values of %s take %d; make them agree"
              .formatted(raw.size(), count, datatype, (long) count * datatype.bytes()));
    }
    // A part of a larger array does not begin at position 0.
    ByteBuffer bytes = raw.asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (datatype.kind()) {
      case NUMBER -> numbers(datatype, count, bytes);
      case INTEGER -> integers(path, datatype, count, bytes);
      case TRUTH -> truths(path, count, bytes);
      case TEXT -> texts(path, count, raw, bytes);
    };
  }

  private static Values numbers(Datatype datatype, int count, ByteBuffer bytes) {
    var values = new double[count];
    boolean single = datatype == Datatype.FP32;
    for (int i = 0; i < count; i++) {
      values[i] = single ? bytes.getFloat() : bytes.getDouble();
    }
    return new Values.Numbers(values);
  }

  private static Values integers(String path, Datatype datatype, int count, ByteBuffer bytes)
      throws ProtocolException {
    var values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = integer(datatype, bytes);
      if (!datatype.holds(values[i])) {
        throw ProtocolException.invalid(
            path + "[" + i + "]",
            "is beyond the range of %s that is accepted; send a smaller number"
                .formatted(datatype));
      }
    }
    return new Values.Integers(values, null);
  }

  private static long integer(Datatype datatype, ByteBuffer bytes) {
    return switch (datatype) {
      case INT8 -> bytes.get();
      case INT16 -> bytes.getShort();
      case INT32 -> bytes.getInt();
      case INT64, UINT64 -> bytes.getLong();
      case UINT8 -> Byte.toUnsignedLong(bytes.get());
      case UINT16 -> Short.toUnsignedLong(bytes.getShort());
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt());
      case BOOL, FP32, FP64, BYTES -> throw new IllegalStateException("no integer type");
    };
  }

  private static Values truths(String path, int count, ByteBuffer bytes) throws ProtocolException {
    var values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = bytes.get();
      if (values[i] != 0 && values[i] != 1) {
        throw ProtocolException.invalid(
            path + "[" + i + "]", "is no truth value; send the byte 0 or 1");
      }
    }
    return new Values.Truths(values);
  }

  private static Values texts(String path, int count, ByteString raw, ByteBuffer bytes)
      throws ProtocolException {
    if (raw.size() < (long) count * Integer.BYTES) {
      throw tooShort(path);
    }
    var values = new @Nullable String[count];
    for (int i = 0; i < count; i++) {
      if (bytes.remaining() < Integer.BYTES) {
        throw tooShort(path);
      }
      int length = bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        throw tooShort(path);
      }
      int start = bytes.position();
      values[i] = TypedTensors.text(path, i, raw.substring(start, start + length));
      bytes.position(start + length);
    }
    if (bytes.hasRemaining()) {
      throw ProtocolException.invalid(
          path, "has %d bytes too many; send what the shape says".formatted(bytes.remaining()));
    }
    return new Values.Texts(values);
  }

  private static ProtocolException tooShort(String path) {
    return ProtocolException.invalid(
        path,
        "ends within an element; send each with its length before it in 4 bytes, little-endian");
  }

  static ByteString write(Tensor tensor) {
    return switch (tensor.values()) {
      case Values.Numbers numbers -> {
        boolean single = tensor.datatype() == Datatype.FP32;
        ByteBuffer bytes = buffer(numbers.size() * tensor.datatype().bytes());
        for (int i = 0; i < numbers.size(); i++) {
          if (single) {
            bytes.putFloat((float) numbers.at(i));
          } else {
            bytes.putDouble(numbers.at(i));
          }
        }
        yield ByteString.copyFrom(bytes.flip());
      }
      case Values.Truths truths -> {
        ByteBuffer bytes = buffer(truths.size());
        for (int i = 0; i < truths.size(); i++) {
          bytes.put((byte) (truths.at(i) == 1 ? 1 : 0));
        }
        yield ByteString.copyFrom(bytes.flip());
      }
      case Values.Texts texts -> texts(texts);
      case Values.Integers integers -> {
        ByteBuffer bytes = buffer(integers.size() * tensor.datatype().bytes());
        for (int i = 0; i < integers.size(); i++) {
          put(bytes, tensor.datatype(), integers.at(i));
        }
        yield ByteString.copyFrom(bytes.flip());
      }
    };
  }

  private static ByteString texts(Values.Texts texts) {
    var encoded = new byte[texts.size()][];
    int size = 0;
    for (int i = 0; i < encoded.length; i++) {
      String text = texts.at(i);
      encoded[i] = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
      size += Integer.BYTES + encoded[i].length;
    }
    ByteBuffer bytes = buffer(size);
    for (byte[] element : encoded) {
      bytes.putInt(element.length).put(element);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  private static void put(ByteBuffer bytes, Datatype datatype, long value) {
    switch (datatype) {
      case INT8, UINT8 -> bytes.put((byte) value);
      case INT16, UINT16 -> bytes.putShort((short) value);
      case INT32, UINT32 -> bytes.putInt((int) value);
      case INT64, UINT64 -> bytes.putLong(value);
      case BOOL, FP32, FP64, BYTES -> throw new IllegalStateException("no integer type");
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
