package dev.sextant.router.proxy;

import dev.sextant.router.table.RoutingTable;

/**
 * What the fronts share with the rest of the router: the table in force, and whether it is ending.
 */
public final class State {
  private volatile RoutingTable table = RoutingTable.EMPTY;
  private volatile boolean informed;
  private volatile boolean draining;

  /** The table in force. */
  public RoutingTable table() {
    return table;
  }

  /** Puts a table into force for every request that comes from now on. */
  public void install(RoutingTable next) {
    table = next;
    informed = true;
  }

  /** From now on this router says that it is not ready, and asks clients to go elsewhere. */
  public void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  /** Whether it has any table, be it an old one, and is not ending. */
  boolean ready() {
    return informed && !draining;
  }
}
