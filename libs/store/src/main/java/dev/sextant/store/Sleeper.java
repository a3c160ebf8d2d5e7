package dev.sextant.store;

import java.time.Duration;

/** Waits between two tries; tests put a clock in its place. */
@FunctionalInterface
interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;
}
