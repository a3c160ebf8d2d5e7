package dev.sextant.server;

import java.time.Duration;

/** Whether the server takes part in balancing, how many requests are in flight, and until when. */
final class Lifecycle {
  private boolean ready = true;
  private int inFlight;
  private long quietSince = System.nanoTime();

  synchronized boolean isReady() {
    return ready;
  }

  synchronized int inFlight() {
    return inFlight;
  }

  synchronized void begin() {
    inFlight++;
  }

  synchronized void end() {
    inFlight--;
    if (inFlight == 0) {
      quietSince = System.nanoTime();
      notifyAll();
    }
  }

  /** From now on probes are told to send no more; requests are still answered. */
  synchronized void beginDrain() {
    if (ready) {
      ready = false;
      quietSince = System.nanoTime();
    }
  }

  /**
   * Waits until no request has been in flight for a while.
   *
   * @return whether that came before the deadline
   */
  synchronized boolean awaitQuiet(Duration quiet, Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      long now = System.nanoTime();
      long settled = quietSince + quiet.toNanos();
      if (inFlight == 0 && now - settled >= 0) {
        return true;
      }
      if (now - end >= 0) {
        return false;
      }
      long wake = inFlight == 0 && settled - end < 0 ? settled : end;
      wait(Math.max(1, Duration.ofNanos(wake - now).toMillis() + 1));
    }
  }
}
