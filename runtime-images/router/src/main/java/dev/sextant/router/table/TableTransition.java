package dev.sextant.router.table;

import dev.sextant.contracts.route.RouteTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which table follows from the present one and from what the API server says.
 *
 * <p>Routes and EndpointSlices arrive on separate watches, in any order. A new route whose servers
 * this router has not heard of yet would answer 503 for a moment, so the old route stays in force,
 * with its servers refreshed, until the new one is complete.
 */
public final class TableTransition {
  private TableTransition() {}

  /** The next table. */
  public static RoutingTable next(RoutingTable present, World world) {
    Map<String, ModelRoute> models = new HashMap<>();
    for (RouteTable route : world.routes()) {
      ModelRoute wanted = resolve(route, world.servers());
      @Nullable ModelRoute old = present.models().get(route.model());
      models.put(route.model(), old == null ? wanted : choose(old, wanted, world.servers()));
    }
    return new RoutingTable(models);
  }

  private static ModelRoute choose(
      ModelRoute old, ModelRoute wanted, Map<String, List<ServerAddress>> servers) {
    boolean sameDeployment =
        old.table().deployment().uid().equals(wanted.table().deployment().uid());
    if (wanted.complete() || !sameDeployment) {
      return wanted;
    }
    ModelRoute refreshed = resolve(old.table(), servers);
    return refreshed.answers() ? refreshed : wanted;
  }

  private static ModelRoute resolve(RouteTable route, Map<String, List<ServerAddress>> servers) {
    List<Target> targets = new ArrayList<>();
    for (RouteTable.Arm arm : route.arms()) {
      targets.add(
          new Target(
              arm.revision(),
              arm.modelVersion(),
              arm.weight(),
              endpoints(arm, servers.getOrDefault(arm.service(), List.of()))));
    }
    return new ModelRoute(route, List.copyOf(targets));
  }

  /** Ready servers; where there are none, those that still answer while they end. */
  private static List<Endpoint> endpoints(RouteTable.Arm arm, List<ServerAddress> servers) {
    boolean anyReady = servers.stream().anyMatch(ServerAddress::ready);
    return servers.stream()
        .filter(s -> anyReady ? s.ready() : s.serving())
        .map(s -> new Endpoint(s.pod(), s.address(), arm.portRest(), arm.portGrpc()))
        .distinct()
        .sorted(Comparator.comparing(Endpoint::address))
        .toList();
  }
}
