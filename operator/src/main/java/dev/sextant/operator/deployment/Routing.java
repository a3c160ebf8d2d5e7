package dev.sextant.operator.deployment;

import dev.sextant.contracts.route.RouteTable;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which route is published, and whether the routers have taken it over.
 *
 * @param table the route that shall be published
 * @param published whether it is
 * @param heard which routers have taken it over
 */
record Routing(RouteTable table, boolean published, Acknowledgements heard) {

  static final int REST = 8080;
  static final int GRPC = 9000;

  static Routing of(RouteTable table, DeploymentObserved seen, Instant now) {
    return new Routing(
        table,
        seen.route().filter(table::equals).isPresent(),
        Acknowledgements.of(table.contentHash(), seen.routers(), now));
  }

  /** Whether no caller can be led by an older route. */
  boolean inForce() {
    return published && heard.complete();
  }

  /** When the first router that the route waits for is no longer waited for. */
  Optional<Instant> until() {
    return heard.until();
  }

  /** What the route waits for. */
  String waiting() {
    return published ? heard.waiting() : "the route is being published";
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
