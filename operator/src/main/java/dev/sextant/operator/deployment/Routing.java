package dev.sextant.operator.deployment;

import dev.sextant.contracts.route.RouteTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which route is published, and whether the routers have taken it over.
 *
 * @param table the route that shall be published
 * @param published whether it is
 * @param missing the routers that may serve callers by another route
 * @param until when the first of them is no longer waited for
 */
record Routing(RouteTable table, boolean published, List<String> missing, Optional<Instant> until) {

  static final int REST = 8080;
  static final int GRPC = 9000;

  static Routing of(RouteTable table, DeploymentObserved seen, Instant now) {
    boolean published = seen.route().filter(table::equals).isPresent();
    List<RouterFacts> missing =
        seen.routers().stream()
            .filter(r -> r.mayServe(now))
            .filter(r -> !r.acknowledged().equals(Optional.of(table.contentHash())))
            .sorted(Comparator.comparing(RouterFacts::pod))
            .toList();
    return new Routing(
        table,
        published,
        missing.stream().map(RouterFacts::pod).toList(),
        missing.stream()
            .map(RouterFacts::waitedForUntil)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder()));
  }

  /** Whether no caller can be led by an older route. */
  boolean inForce() {
    return published && missing.isEmpty();
  }

  /** What the route waits for. */
  String waiting() {
    return published
        ? "waiting for the routers " + String.join(", ", missing)
        : "the route is being published";
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
