package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.ProtocolException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all requests in memory, of both wires, so that they never fill it. */
final class HeldBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long most) {
    this.most = most;
  }

  /** A quarter of the heap, because decoded requests and answers take more than their text. */
  static HeldBytes of(ServerConfig config) {
    return new HeldBytes(Math.max(config.maxBodyBytes(), Runtime.getRuntime().maxMemory() / 4));
  }

  /** Takes some more; false, and none are taken, when that would be too many. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  void give(long bytes) {
    held.addAndGet(-bytes);
  }

  /** What a caller is told whose request would be too many. */
  ProtocolException overloaded() {
    return new ProtocolException(
        ErrorKind.OVERLOADED,
        "server: requests in memory take the %d bytes they may; try again later, or send fewer rows"
            .formatted(most));
  }

  long held() {
    return held.get();
  }
}
