package dev.sextant.operator.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of a router.
 *
 * @param pod its pod
 * @param ready whether it takes requests
 * @param ends when it is being deleted: until when it may take to end; it answers until it is gone
 * @param acknowledged the hash of the route that it says it serves by
 */
record RouterFacts(
    String pod, boolean ready, Optional<Instant> ends, Optional<String> acknowledged) {
  private static final Duration GRACE = Duration.ofMinutes(1);

  /**
   * Whether a caller may reach this router by this route: it is ready, or is ending, or has served
   * by some route already.
   */
  boolean mayServe(Instant now) {
    return waitedForUntil().map(now::isBefore).orElseGet(() -> ready || acknowledged.isPresent());
  }

  /**
   * One that ends is not waited for for ever: the kubelet of a lost node never says that it is
   * gone, and no Service leads to it any more.
   */
  Optional<Instant> waitedForUntil() {
    return ends.map(e -> e.plus(GRACE));
  }
}
