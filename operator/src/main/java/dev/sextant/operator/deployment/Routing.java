package dev.sextant.operator.deployment;

import dev.sextant.contracts.route.RouteTable;
import java.util.List;
import java.util.Optional;

/**
 * Decides which route is published, and whether the routers have taken it over.
 *
 * @param table the route that shall be published
 * @param published whether it is
 * @param missing the routers that may serve callers by another route
 */
record Routing(RouteTable table, boolean published, List<String> missing) {

  static final int REST = 8080;
  static final int GRPC = 9000;

  static Routing of(RouteTable table, DeploymentObserved seen) {
    boolean published =
        seen.route().filter(r -> r.contentHash().equals(table.contentHash())).isPresent();
    List<String> missing =
        seen.routers().stream()
            .filter(RouterFacts::mayServe)
            .filter(r -> !r.acknowledged().equals(Optional.of(table.contentHash())))
            .map(RouterFacts::pod)
            .sorted()
            .toList();
    return new Routing(table, published, missing);
  }

  /** Whether no caller can be led by an older route. */
  boolean inForce() {
    return published && missing.isEmpty();
  }

  /** The one arm that takes every request. */
  static RouteTable.Arm arm(RevisionFacts revision) {
    RevisionData data = revision.data();
    return new RouteTable.Arm(
        revision.name(),
        100,
        data.model().version(),
        data.model().digest(),
        revision.name(),
        REST,
        GRPC);
  }

  /** The revision that takes requests by a route. */
  static Optional<String> serving(RouteTable route) {
    return route.arms().stream()
        .filter(a -> a.weight() > 0)
        .map(RouteTable.Arm::revision)
        .findFirst();
  }
}
