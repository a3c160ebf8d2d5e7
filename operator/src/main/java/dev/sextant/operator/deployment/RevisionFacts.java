package dev.sextant.operator.deployment;

import java.time.Instant;

/**
 * A revision that exists or is to be made.
 *
 * @param name its name
 * @param data what it serves
 * @param created when it was made; {@link Instant#MAX} when it was not yet
 */
record RevisionFacts(String name, RevisionData data, Instant created) {
  /** One that is to be made. */
  static RevisionFacts planned(String name, RevisionData data) {
    return new RevisionFacts(name, data, Instant.MAX);
  }

  boolean exists() {
    return !created.equals(Instant.MAX);
  }
}
