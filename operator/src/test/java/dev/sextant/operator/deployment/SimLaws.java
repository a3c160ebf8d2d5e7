package dev.sextant.operator.deployment;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.RejectedRevision;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Watches that what callers depend on holds in a simulated world, at every step. */
final class SimLaws {
  /** How long what the operator or a router saw may be true no more. */
  private static final int LATE = 6;

  /** A law was broken. */
  static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message);
    }
  }

  private final SimWorld world;
  private final Map<String, TreeMap<Long, Integer>> ready = new HashMap<>();
  private final Map<String, Long> served = new HashMap<>();
  private final Map<String, Long> startedAt = new HashMap<>();
  private final Set<String> rejected = new HashSet<>();
  private long excusedUntil = LATE;
  long requests;

  SimLaws(SimWorld world) {
    this.world = world;
  }

  /** Somebody harmed what serves, and not the operator. */
  void excuse(int ticks) {
    excusedUntil = Math.max(excusedUntil, world.tick + ticks);
  }

  /** The status was lost, and with it what was rejected. */
  void forget() {
    rejected.clear();
    startedAt.clear();
  }

  /** Every caller is answered while what serves has had servers for a while. */
  void tick() {
    for (String name : world.servers.keySet()) {
      TreeMap<Long, Integer> counts = ready.computeIfAbsent(name, n -> new TreeMap<>());
      counts.put(world.tick, world.ready(name));
      counts.headMap(world.tick - LATE).clear();
    }
    Optional<String> serving = world.serving();
    serving.ifPresent(s -> served.put(s, world.tick));
    if (serving.isEmpty() || world.replicas == 0 || world.ready(serving.get()) == 0) {
      excuse(LATE);
    }
    for (SimRouter router : world.routers) {
      boolean led = router.inForce != null && !router.inForce.arms().isEmpty();
      if (router.reachable(world.tick) && led) {
        requests++;
        if (!router.answers(world.tick) && world.tick > excusedUntil) {
          throw broken("a caller of %s was not answered".formatted(router.name));
        }
      }
    }
  }

  /** No route to what is not ready, none away from what is, and no version backwards. */
  void publishing(RouteTable next, SimWorld.Primary by) {
    Optional<String> before = world.serving();
    Optional<String> after = Routing.serving(next);
    if (before.equals(after) || (before.isEmpty() && after.isEmpty())) {
      return;
    }
    if (after.isEmpty()) {
      if (by.spec().scaling().replicas() > 0 && world.ready(before.get()) > 0) {
        throw broken("the route away from %s, which serves".formatted(before.get()));
      }
      return;
    }
    boolean returns = served.getOrDefault(after.get(), -100L) >= world.tick - LATE;
    int needed = before.isEmpty() || returns ? 1 : by.spec().scaling().replicas();
    if (most(after.get()) < Math.min(needed, 1)
        || (most(after.get()) < needed && before.isPresent())) {
      throw broken("a route to %s, which has %d ready".formatted(after.get(), most(after.get())));
    }
    if (before.isPresent() && !returns && by.spec().version().equals("Latest")) {
      int from = number(world.route.orElseThrow());
      if (number(next) < from) {
        throw broken("Latest went from %d back to %d".formatted(from, number(next)));
      }
    }
  }

  private static int number(RouteTable table) {
    String version = table.arms().getFirst().modelVersion();
    return Integer.parseInt(version.substring(version.lastIndexOf('v') + 1));
  }

  private int most(String revision) {
    int past =
        ready.getOrDefault(revision, new TreeMap<>()).values().stream()
            .mapToInt(n -> n)
            .max()
            .orElse(0);
    return Math.max(past, world.ready(revision));
  }

  /** Only the user takes servers from what serves. */
  void scaling(SimServers servers, int replicas, SimWorld.Primary by) {
    String name = servers.revision.name();
    if (replicas < servers.wanted
        && world.serving().filter(name::equals).isPresent()
        && replicas < by.spec().scaling().replicas()) {
      throw broken("%s serves and loses servers".formatted(name));
    }
    if (replicas == 0 && servers.wanted > 0) {
      retiring(name);
    }
  }

  /** What has been rejected is not tried again. */
  void starting(String name, int replicas) {
    if (replicas > 0 && rejected.contains(name) && !name.equals(world.serving().orElse(""))) {
      throw broken("%s was rejected and is tried again".formatted(name));
    }
  }

  /** Servers end when no router leads callers to them. */
  void retiring(String name) {
    for (SimRouter router : world.routers) {
      if (router.reachable(world.tick) && !router.young(world.tick) && router.leadsTo(name)) {
        throw broken("%s ends while %s leads callers to it".formatted(name, router.name));
      }
    }
  }

  /** Ready is no lie, and nothing is rejected before its time. */
  void saying(ModelDeploymentStatus next) {
    boolean serving =
        Conditions.find(next.conditions(), ConditionTypes.READY)
            .filter(c -> Reason.Serving.name().equals(c.reason()))
            .filter(c -> Conditions.isReady(next.conditions()))
            .isPresent();
    boolean served =
        world.routers.stream()
            .filter(r -> r.inForce != null)
            .flatMap(r -> Routing.serving(r.inForce).stream())
            .anyMatch(r -> most(r) > 0);
    if (serving && !served) {
      throw broken("Ready is said, and no router leads to a server that is ready");
    }
    for (RejectedRevision one : next.rejected()) {
      Long since = startedAt.get(one.revision());
      if (rejected.add(one.revision()) && since != null && world.tick < since + 19) {
        throw broken("%s was rejected after %d s".formatted(one.revision(), world.tick - since));
      }
    }
    rejected.removeIf(name -> next.rejected().stream().noneMatch(r -> r.revision().equals(name)));
    String candidate = next.candidate() == null ? "" : next.candidate().revision();
    startedAt.keySet().removeIf(name -> !name.equals(candidate));
    startedAt.putIfAbsent(candidate, world.tick);
  }

  private Broken broken(String message) {
    return new Broken("at %d: %s".formatted(world.tick, message));
  }
}
