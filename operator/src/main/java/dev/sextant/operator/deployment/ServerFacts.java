package dev.sextant.operator.deployment;

import dev.sextant.operator.kernel.Claim;
import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of the servers of a revision.
 *
 * @param revision the revision
 * @param wanted how many its Deployment asks for
 * @param ready how many are ready
 * @param updated how many are of the present template, ready or not
 * @param current whether these numbers are about the Deployment as it was last applied
 * @param created since when they are on their way
 * @param problem why one of them does not get ready
 */
record ServerFacts(
    String revision,
    int wanted,
    int ready,
    int updated,
    boolean current,
    Instant created,
    Optional<Claim> problem) {
  /** Whether one of them can serve, and not just could before the number was last changed. */
  boolean serves() {
    return current && ready > 0;
  }

  /** Whether that many servers, all that are asked for, are ready. */
  boolean complete(int replicas) {
    return current && wanted == replicas && updated >= replicas && ready >= replicas;
  }
}
