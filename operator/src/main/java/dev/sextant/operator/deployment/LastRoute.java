package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.TrafficShare;
import dev.sextant.contracts.route.RouteTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which route was published last. The cache of routes may be behind our own writes, the
 * status is not: the one with the higher number is right.
 *
 * <p>The number in a route's hash makes an acknowledgement of a route tell from one of an earlier
 * route with the same content; a word in it, from one of a route that leads to servers.
 *
 * @param hash what routers acknowledge: content and number; empty when there never was a route
 * @param serving the revision that it leads to
 */
record LastRoute(String hash, Optional<String> serving) {
  /** In the hash of a route that leads nowhere. */
  static final String CLOSED = "-closed";

  static LastRoute of(DeploymentObserved seen, ModelDeploymentStatus status) {
    String said =
        status.route() == null || status.route().hash() == null ? "" : status.route().hash();
    LastRoute cached =
        seen.route()
            .map(r -> new LastRoute(r.contentHash(), Routing.serving(r)))
            .orElse(new LastRoute("", Optional.empty()));
    return number(said) > number(cached.hash())
        ? new LastRoute(
            said,
            status.traffic().stream()
                .filter(t -> t.weight() != null && t.weight() > 0)
                .map(TrafficShare::revision)
                .findFirst())
        : cached;
  }

  /** The table as it is to be published: under the same hash while the content is the same. */
  RouteTable next(RouteTable table) {
    boolean same = content(hash).equals(table.contentHash());
    return new RouteTable(
        table.deployment(),
        table.model(),
        table.timeoutMillis(),
        table.arms(),
        same
            ? hash
            : table.contentHash()
                + (table.arms().isEmpty() ? CLOSED : "")
                + "-"
                + (number(hash) + 1));
  }

  /**
   * Whether a router that goes by that hash leads callers to servers, and does not turn them away.
   */
  static boolean leads(String hash) {
    return !hash.isEmpty() && !hash.contains(CLOSED);
  }

  /** The part of a hash that is about the content. */
  static String content(String hash) {
    int dash = hash.indexOf('-');
    return dash < 0 ? hash : hash.substring(0, dash);
  }

  private static long number(@Nullable String hash) {
    int dash = hash == null ? -1 : hash.lastIndexOf('-');
    try {
      return hash == null || dash < 0 ? 0 : Long.parseLong(hash.substring(dash + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
