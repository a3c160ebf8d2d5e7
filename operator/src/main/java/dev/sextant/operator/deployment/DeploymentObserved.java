package dev.sextant.operator.deployment;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.StoreFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is seen of a ModelDeployment.
 *
 * @param versions the ModelVersions of its model, and the one that it names
 * @param stores the namespace's stores by name
 * @param revisions its ControllerRevisions
 * @param servers the servers of its revisions
 * @param services the revisions that have a Service, be it one whose servers are gone
 * @param route the route that is published
 * @param routers the namespace's routers
 * @param routerProblem why a router does not get ready
 * @param deployments all ModelDeployments of the namespace, by name
 */
record DeploymentObserved(
    List<VersionFacts> versions,
    Map<String, StoreFacts> stores,
    List<RevisionFacts> revisions,
    List<ServerFacts> servers,
    List<String> services,
    Optional<RouteTable> route,
    List<RouterFacts> routers,
    Optional<Claim> routerProblem,
    List<OwnerFacts> deployments) {

  Optional<RevisionFacts> revision(String name) {
    return revisions.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  Optional<ServerFacts> servers(String revision) {
    return servers.stream().filter(s -> s.revision().equals(revision)).findFirst();
  }
}
