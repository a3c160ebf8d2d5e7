package dev.sextant.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all requests that a process holds, so that they never fill its memory. */
public final class HeldBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  /** Holds up to {@code most} bytes. */
  public HeldBytes(long most) {
    this.most = most;
  }

  /**
   * Holds a quarter of the heap, because what is made of bodies takes more than they do; and one
   * body of the largest size in any case.
   */
  public static HeldBytes forBodiesOf(long maxBodyBytes) {
    return new HeldBytes(Math.max(maxBodyBytes, Runtime.getRuntime().maxMemory() / 4));
  }

  /** Takes some more; false, and none are taken, when that would be too many. */
  public boolean take(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  public void give(long bytes) {
    held.addAndGet(-bytes);
  }

  /** How many are held. */
  public long held() {
    return held.get();
  }

  /** How many may be. */
  public long most() {
    return most;
  }
}
