package dev.sextant.worker.train;

import dev.sextant.contracts.Json;

/** Derives every seed of a training from its root seed, by the name of what it is for. */
final class Seeds {
  private final long root;

  Seeds(long root) {
    this.root = root;
  }

  long of(String purpose) {
    String digits = Json.sha256(root + "/" + purpose);
    return Long.parseUnsignedLong(digits.substring(0, 16), 16);
  }

  /** A seed for libraries that take a whole number from 0 up. */
  int smallOf(String purpose) {
    return (int) (of(purpose) >>> 33);
  }
}
