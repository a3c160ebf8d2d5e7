package dev.sextant.contracts.route;

import dev.sextant.contracts.Json;
import java.util.List;
import java.util.Map;

/**
 * The route table of one ModelDeployment: the {@code spec} of its Route, as the operator writes it
 * and routers read it.
 *
 * @param deployment the ModelDeployment
 * @param model the model name of the Open Inference Protocol: the routing key
 * @param timeoutMillis how long a router waits for a server before it answers 504
 * @param arms the revisions that take traffic or are kept warm; their weights add up to 100; empty
 *     when nothing serves
 * @param contentHash what routers acknowledge: the hash that {@link #of} computes, to which the
 *     operator appends {@code -<n>}, the number of the route, so that the acknowledgement of an
 *     earlier route with the same content does not count for a later one, or {@code -closed-<n>}
 *     where there are no arms
 */
public record RouteTable(
    Deployment deployment, String model, long timeoutMillis, List<Arm> arms, String contentHash) {

  public RouteTable {
    arms = arms == null ? List.of() : List.copyOf(arms);
  }

  /**
   * The ModelDeployment of a route.
   *
   * @param name its name
   * @param uid its UID
   */
  public record Deployment(String name, String uid) {}

  /**
   * One revision.
   *
   * @param revision name of the ControllerRevision
   * @param weight whole per cent of the requests
   * @param modelVersion name of the ModelVersion that it serves
   * @param digest digest of the model
   * @param service the headless Service whose EndpointSlices list the revision's servers
   * @param portRest port of the servers' REST API
   * @param portGrpc port of the servers' gRPC API
   */
  public record Arm(
      String revision,
      int weight,
      String modelVersion,
      String digest,
      String service,
      int portRest,
      int portGrpc) {}

  /** Makes a table and computes its content hash, over everything else in it. */
  public static RouteTable of(
      Deployment deployment, String model, long timeoutMillis, List<Arm> arms) {
    String hash =
        Json.sha256(
                Map.of(
                    "deployment", deployment,
                    "model", model,
                    "timeoutMillis", timeoutMillis,
                    "arms", arms))
            .substring(0, 16);
    return new RouteTable(deployment, model, timeoutMillis, arms, hash);
  }

  /**
   * The field manager under which a router writes its acknowledgements; what a router leaves behind
   * can only be taken back under the same name.
   */
  public static String fieldManager(String routerPod) {
    return "sextant-router-" + routerPod;
  }
}
