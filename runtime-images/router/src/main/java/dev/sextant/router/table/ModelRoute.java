package dev.sextant.router.table;

import dev.sextant.contracts.route.RouteTable;
import java.util.List;

/**
 * Where requests for one model go now.
 *
 * @param table the route that is in force; not the newest one while that has no servers yet
 * @param targets its arms with their servers
 */
public record ModelRoute(RouteTable table, List<Target> targets) {
  /** Whether every arm that takes requests has a server. */
  boolean complete() {
    return targets.stream().allMatch(t -> t.weight() == 0 || !t.endpoints().isEmpty());
  }

  /** Whether any arm that takes requests has a server. */
  boolean answers() {
    return targets.stream().anyMatch(t -> t.weight() > 0 && !t.endpoints().isEmpty());
  }
}
