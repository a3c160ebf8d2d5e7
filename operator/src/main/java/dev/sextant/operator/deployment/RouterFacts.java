package dev.sextant.operator.deployment;

import dev.sextant.api.serving.Route;
import dev.sextant.api.serving.RouterAcknowledgement;
import io.fabric8.kubernetes.api.model.Pod;
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

  /** What a pod and its entry in the route's status say. */
  static RouterFacts of(Pod pod, Optional<Route> route) {
    boolean ready =
        pod.getStatus() != null
            && pod.getStatus().getConditions() != null
            && pod.getStatus().getConditions().stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    Optional<String> acknowledged =
        route
            .map(Route::getStatus)
            .flatMap(status ->
                status.routers().stream()
                    .filter(r -> r.podUid().equals(pod.getMetadata().getUid()))
                    .map(RouterAcknowledgement::contentHash)
                    .findFirst());
    return new RouterFacts(
        pod.getMetadata().getName(),
        ready,
        Optional.ofNullable(pod.getMetadata().getDeletionTimestamp()).map(Instant::parse),
        acknowledged);
  }

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
