package dev.sextant.contracts.route;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import java.util.List;

/**
 * The route table of one ModelDeployment: the {@code spec} of its Route.
 *
 * @param deployment the ModelDeployment
 * @param model the model name of the Open Inference Protocol: the routing key
 * @param timeoutMillis how long a router waits for a server before it answers 504
 * @param arms the revisions that take traffic or are kept warm; weights add up to 100, or all are 0
 *     when nothing serves
 */
public record RouteTable(ObjectRef deployment, String model, long timeoutMillis, List<Arm> arms) {
  /**
   * One revision.
   *
   * @param revision name of the ControllerRevision
   * @param modelVersion name of the ModelVersion that it serves
   * @param digest digest of the model
   * @param weight whole per cent of the requests
   * @param service the headless Service whose EndpointSlices list the revision's servers
   * @param restPort port of the servers' REST API
   * @param grpcPort port of the servers' gRPC API
   */
  public record Arm(
      String revision,
      String modelVersion,
      String digest,
      int weight,
      String service,
      int restPort,
      int grpcPort) {}

  /** The content hash that routers acknowledge. */
  public String contentHash() {
    return Json.sha256(this).substring(0, 16);
  }
}
