package dev.sextant.operator.deployment;

import java.util.Optional;

/**
 * What is seen of a router.
 *
 * @param pod its pod
 * @param ready whether it takes requests
 * @param ending whether it is being deleted; it answers until it is gone
 * @param acknowledged the hash of the route that it says it serves by
 */
record RouterFacts(String pod, boolean ready, boolean ending, Optional<String> acknowledged) {
  /**
   * Whether a caller may reach this router by this route: it is ready, or is ending, or has served
   * by some route already.
   */
  boolean mayServe() {
    return ready || ending || acknowledged.isPresent();
  }
}
