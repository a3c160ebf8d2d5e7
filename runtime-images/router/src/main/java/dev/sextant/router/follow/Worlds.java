package dev.sextant.router.follow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.router.table.ServerAddress;
import dev.sextant.router.table.World;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads objects of the API server into a {@link World}. */
final class Worlds {
  private static final System.Logger LOG = System.getLogger(Worlds.class.getName());
  private static final String SERVICE = "kubernetes.io/service-name";

  private Worlds() {}

  static World of(List<GenericKubernetesResource> routes, List<EndpointSlice> slices) {
    List<RouteTable> tables = new ArrayList<>();
    for (GenericKubernetesResource route : routes) {
      table(route).ifPresent(tables::add);
    }
    tables.sort(Comparator.comparing(RouteTable::model));
    Map<String, List<ServerAddress>> servers = new HashMap<>();
    for (EndpointSlice slice : slices) {
      @Nullable Map<String, String> labels = slice.getMetadata().getLabels();
      @Nullable String service = labels == null ? null : labels.get(SERVICE);
      if (service != null && slice.getEndpoints() != null) {
        for (Endpoint endpoint : slice.getEndpoints()) {
          addresses(endpoint)
              .forEach(s -> servers.computeIfAbsent(service, k -> new ArrayList<>()).add(s));
        }
      }
    }
    return new World(List.copyOf(tables), servers);
  }

  /** The table of a Route; empty when this router is too old to read it. */
  static Optional<RouteTable> table(GenericKubernetesResource route) {
    @Nullable Object spec = route.getAdditionalProperties().get("spec");
    try {
      JsonNode tree = Json.mapper().valueToTree(spec);
      return Optional.of(Json.read(tree.toString(), RouteTable.class));
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "route " + route.getMetadata().getName() + " cannot be read; it is left out",
          e);
      return Optional.empty();
    }
  }

  private static List<ServerAddress> addresses(Endpoint endpoint) {
    @Nullable EndpointConditions conditions = endpoint.getConditions();
    // A missing condition means yes, as the API says.
    boolean ready = conditions == null || !Boolean.FALSE.equals(conditions.getReady());
    boolean serving = ready;
    if (conditions != null && conditions.getServing() != null) {
      serving = conditions.getServing();
    }
    boolean answers = serving;
    String pod = endpoint.getTargetRef() == null ? "" : endpoint.getTargetRef().getName();
    return endpoint.getAddresses().stream()
        .map(address -> new ServerAddress(pod, address, ready, answers))
        .toList();
  }
}
