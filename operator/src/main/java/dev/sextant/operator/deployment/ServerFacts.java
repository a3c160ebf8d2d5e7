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
 * @param current whether these numbers are about the Deployment as it was last applied
 * @param created since when they are on their way
 * @param problem why one of them does not get ready
 */
record ServerFacts(
    String revision,
    int wanted,
    int ready,
    boolean current,
    Instant created,
    Optional<Claim> problem) {
  /** Whether that many servers, all that are asked for, are ready. */
  boolean complete(int replicas) {
    return current && wanted == replicas && ready >= replicas;
  }
}
