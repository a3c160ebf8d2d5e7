package dev.sextant.router.proxy;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all requests that the router holds, so that they never fill its memory. */
final class HeldBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  /** Holds up to {@code most} bytes. */
  HeldBytes(long most) {
    this.most = most;
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

  long held() {
    return held.get();
  }

  long most() {
    return most;
  }
}
