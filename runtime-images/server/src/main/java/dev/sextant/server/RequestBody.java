package dev.sextant.server;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** The body of a request while it arrives; grows with what came, never beyond the limit. */
final class RequestBody {
  private static final int FIRST = 1 << 14;

  private final long limit;
  private byte[] bytes;
  private long size;

  /**
   * An empty body.
   *
   * @param announced the Content-Length; -1 when there is none
   */
  RequestBody(long announced, long limit) {
    this.limit = limit;
    this.bytes = new byte[announced >= 0 && announced < FIRST ? (int) announced : FIRST];
  }

  /** Takes a part; what is beyond the limit is counted, not kept. */
  void add(Buffer part) {
    long total = size + part.length();
    if (total <= limit) {
      if (total > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(total, 2L * bytes.length)));
      }
      part.getBytes(bytes, (int) size);
    }
    size = total;
  }

  boolean isTooLarge() {
    return size > limit;
  }

  long size() {
    return size;
  }

  byte[] bytes() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, (int) size);
  }
}
