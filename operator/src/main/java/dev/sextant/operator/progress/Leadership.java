package dev.sextant.operator.progress;

import jakarta.inject.Singleton;

/**
 * Knows whether this process is the one that acts. Others hold everything in their caches and wait;
 * what they are told in memory would be lost.
 */
@Singleton
public final class Leadership {
  private volatile boolean leads;

  /** Whether this process acts. */
  public boolean leads() {
    return leads;
  }

  /** From now on it does. */
  public void begin() {
    leads = true;
  }

  /** From now on it does not. */
  public void end() {
    leads = false;
  }
}
