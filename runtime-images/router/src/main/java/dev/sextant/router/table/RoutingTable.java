package dev.sextant.router.table;

import java.util.Map;

/**
 * All routes of a namespace by model name; replaced as a whole, so that a request sees one state.
 *
 * @param models the routes
 */
public record RoutingTable(Map<String, ModelRoute> models) {
  /** The table of a router that knows nothing yet. */
  public static final RoutingTable EMPTY = new RoutingTable(Map.of());

  public RoutingTable {
    models = Map.copyOf(models);
  }
}
