package dev.sextant.operator.deployment;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.sim.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Plays a router: it hears of routes and of servers late and apart, keeps the old route until the
 * new one is complete, and acknowledges what is in force.
 */
final class SimRouter {
  private static final int YOUNG = 8;

  /** What an EndpointSlice lists. */
  record Address(SimServers.Pod pod, boolean ready, boolean answers) {}

  final String name;
  private final Timeline<Optional<RouteTable>>.Reader routes;
  private final Timeline<Map<String, List<Address>>>.Reader slices;
  private final long born;
  long readyAt;
  private long stuckFrom;
  private long stuckUntil;
  private long muteUntil;
  long endsAt = Long.MAX_VALUE;
  boolean lost;
  @Nullable RouteTable inForce;
  private Optional<RouteTable> heard = Optional.empty();
  private List<Address> servers = List.of();

  SimRouter(
      String name,
      Timeline<Optional<RouteTable>> routes,
      Timeline<Map<String, List<Address>>> slices,
      long readyAt) {
    this.name = name;
    this.routes = routes.reader();
    this.slices = slices.reader();
    this.born = readyAt;
    this.readyAt = readyAt;
  }

  boolean ready(long tick) {
    return tick >= readyAt && !ending() && !lost;
  }

  boolean ending() {
    return endsAt != Long.MAX_VALUE;
  }

  boolean gone(long tick) {
    return !lost && tick >= endsAt;
  }

  /** A caller may still come by while the router ends. */
  boolean reachable(long tick) {
    return !lost && tick >= readyAt && tick < endsAt;
  }

  boolean young(long tick) {
    return tick < born + YOUNG;
  }

  void restart(long tick, int ticks) {
    readyAt = tick + ticks;
  }

  void end(long tick, int ticks) {
    endsAt = tick + ticks;
  }

  /** Hears nothing of routes for a while; a connection that has just been made does not do so. */
  void stick(long tick, int ticks) {
    if (!young(tick)) {
      stuckFrom = tick;
      stuckUntil = tick + ticks;
    }
  }

  /** Loses the API server bit by bit: first it cannot acknowledge, then it hears nothing either. */
  void mute(long tick, int ticks) {
    muteUntil = tick + ticks;
    stuckFrom = tick + ticks / 3;
    stuckUntil = muteUntil;
  }

  boolean isMute(long tick) {
    return tick < muteUntil;
  }

  /** Follows what it hears, and says what it serves by. */
  Optional<String> follow(long tick, RandomGenerator random, boolean acknowledging) {
    if (lost || tick < readyAt) {
      return Optional.empty();
    }
    Map<String, List<Address>> seen = tick == born ? slices.fresh() : slices.read(random, 2);
    if (tick == born) {
      heard = routes.fresh();
    } else if (tick < stuckFrom || tick >= stuckUntil) {
      heard = routes.read(random, 3);
    }
    if (heard.isEmpty()) {
      return Optional.empty();
    }
    RouteTable wanted = heard.get();
    List<Address> fresh = resolve(wanted, seen);
    boolean complete = wanted.arms().isEmpty() || !fresh.isEmpty();
    if (inForce != null && !complete && !resolve(inForce, seen).isEmpty()) {
      servers = resolve(inForce, seen);
    } else {
      inForce = wanted;
      servers = fresh;
    }
    return acknowledging && inForce.equals(wanted)
        ? Optional.of(wanted.contentHash())
        : Optional.empty();
  }

  private static List<Address> resolve(RouteTable table, Map<String, List<Address>> slices) {
    List<Address> all =
        table.arms().stream()
            .flatMap(arm -> slices.getOrDefault(arm.service(), List.of()).stream())
            .toList();
    boolean anyReady = all.stream().anyMatch(Address::ready);
    return all.stream().filter(a -> anyReady ? a.ready() : a.answers()).toList();
  }

  /** Whether requests are led to that revision. */
  boolean leadsTo(String revision) {
    return inForce != null && Routing.serving(inForce).filter(revision::equals).isPresent();
  }

  /** Whether a request now is answered by a server; a router tries a second one. */
  boolean answers(long tick) {
    return servers.stream().anyMatch(a -> a.pod().answers(tick));
  }
}
