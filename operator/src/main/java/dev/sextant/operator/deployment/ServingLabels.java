package dev.sextant.operator.deployment;

import dev.sextant.api.common.Labels;
import java.util.Map;
import java.util.TreeMap;

/** Decides the labels of what a deployment makes. */
final class ServingLabels {
  static final String SERVER = "server";
  static final String ROUTER = "router";

  /** What selects routers among all that Sextant makes. */
  static final String ROUTER_SELECTOR =
      "%s=%s,%s=%s".formatted(Labels.MANAGED_BY, Labels.MANAGER, Labels.COMPONENT, ROUTER);

  /** A copy of the revision on its servers, so that its loss does not lose what serves. */
  static final String REVISION_DATA = "sextant.dev/revision-data";

  private ServingLabels() {}

  /** What every child carries; the owner labels lead its events back to the deployment. */
  static Map<String, String> child(String deployment, String component) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", "sextant-" + component);
    labels.put("app.kubernetes.io/instance", deployment);
    labels.put("app.kubernetes.io/part-of", Labels.MANAGER);
    labels.put(Labels.MANAGED_BY, Labels.MANAGER);
    labels.put(Labels.COMPONENT, component);
    labels.put(Labels.OWNER_KIND, "ModelDeployment");
    labels.put(Labels.OWNER_NAME, deployment);
    labels.put(Labels.DEPLOYMENT, deployment);
    return labels;
  }

  /** What the children of one revision carry. */
  static Map<String, String> revision(String deployment, String revision) {
    Map<String, String> labels = child(deployment, SERVER);
    labels.put(Labels.REVISION, revision);
    return labels;
  }

  /** What selects the servers of one revision. */
  static Map<String, String> serversOf(String revision) {
    return new TreeMap<>(Map.of(Labels.COMPONENT, SERVER, Labels.REVISION, revision));
  }

  /** What selects the servers of all revisions of a deployment. */
  static Map<String, String> serversFor(String deployment) {
    return new TreeMap<>(Map.of(Labels.COMPONENT, SERVER, Labels.DEPLOYMENT, deployment));
  }

  /** What the router set carries and is selected by. */
  static Map<String, String> routers() {
    return new TreeMap<>(
        Map.of(
            "app.kubernetes.io/name",
            "sextant-router",
            "app.kubernetes.io/part-of",
            Labels.MANAGER,
            Labels.MANAGED_BY,
            Labels.MANAGER,
            Labels.COMPONENT,
            ROUTER));
  }
}
