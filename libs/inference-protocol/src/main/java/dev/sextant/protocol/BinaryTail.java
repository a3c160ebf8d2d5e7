package dev.sextant.protocol;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The bytes of tensors that go after the JSON, in its order, while that is written. */
final class BinaryTail {
  private final Predicate<String> wanted;
  private final List<ByteString> parts = new ArrayList<>();
  private int size;

  /**
   * Nothing yet.
   *
   * @param wanted the tensors that go here, by name
   */
  BinaryTail(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  boolean takes(Tensor tensor) {
    return wanted.test(tensor.name());
  }

  /** Takes the values of a tensor, and says how many bytes they are. */
  int add(Tensor tensor) {
    ByteString raw = RawTensors.write(tensor);
    parts.add(raw);
    size = Math.addExact(size, raw.size());
    return raw.size();
  }

  /** The whole body. */
  RestBody after(byte[] json) {
    if (size == 0) {
      return new RestBody(json, json.length, !parts.isEmpty());
    }
    var body = new byte[Math.addExact(json.length, size)];
    System.arraycopy(json, 0, body, 0, json.length);
    int at = json.length;
    for (ByteString part : parts) {
      part.copyTo(body, at);
      at += part.size();
    }
    return new RestBody(body, json.length, true);
  }
}
