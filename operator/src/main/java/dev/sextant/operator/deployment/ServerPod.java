package dev.sextant.operator.deployment;

import dev.sextant.api.common.Durations;
import dev.sextant.api.common.PodOverlay;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.ContainerResources;
import dev.sextant.operator.job.PodParts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders the pod of a model server: one container fetches and verifies the model and holds the
 * store's keys; the other serves and can reach nothing.
 */
final class ServerPod {
  static final String FETCH = "fetch";
  static final String SERVER = "server";
  private static final String SERVICE_ACCOUNT = "sextant-server";
  private static final String DIRECTORY = "/sextant/model";
  private static final long FETCH_SECONDS = 300;

  private final String deployment;
  private final String revision;
  private final RevisionData data;
  private final ServingSettings settings;

  ServerPod(String deployment, RevisionFacts revision, ServingSettings settings) {
    this.deployment = deployment;
    this.revision = revision.name();
    this.data = revision.data();
    this.settings = settings;
  }

  PodTemplateSpec template(Map<String, String> labels) {
    PodOverlay overlay = data.server().pod();
    Map<String, String> all = new TreeMap<>(overlay.labels());
    all.putAll(labels);
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(all)
        .withAnnotations(overlay.annotations())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(SERVICE_ACCOUNT)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(drainSeconds() + 15L)
        .withSecurityContext(PodParts.podSecurity())
        .withNodeSelector(overlay.nodeSelector())
        .withTolerations(overlay.tolerations().stream().map(ServerPod::toleration).toList())
        .withPriorityClassName(overlay.priorityClassName())
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        // While the pods change, the new ones are spread whatever the old ones do.
        .withMatchLabelKeys("pod-template-hash")
        .withNewLabelSelector()
        .withMatchLabels(ServingLabels.serversOf(revision))
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .withInitContainers(fetch())
        .withContainers(server())
        .withVolumes(
            PodParts.scratch("model", new Quantity("4Gi")),
            PodParts.scratch("tmp", new Quantity("512Mi")))
        .endSpec()
        .build();
  }

  private Container fetch() {
    FetchJob job =
        new FetchJob(
            data.model().store(),
            data.model().manifestUri(),
            data.model().digest(),
            DIRECTORY,
            FETCH_SECONDS);
    List<io.fabric8.kubernetes.api.model.EnvVar> environment = new ArrayList<>();
    environment.add(PodParts.variable(JobSpec.ENVIRONMENT, Json.write(job)));
    environment.add(PodParts.variable("SEXTANT_SCRATCH", "/tmp"));
    environment.addAll(PodParts.storeKeys(data.model().secretName()));
    return new ContainerBuilder()
        .withName(FETCH)
        .withImage(data.workerImage())
        .withImagePullPolicy(settings.pullPolicy())
        .withEnv(environment)
        .withResources(ContainerResources.of(null, "50m", "128Mi", "256Mi").toRequirements())
        .withSecurityContext(PodParts.containerSecurity())
        .withTerminationMessagePath(Termination.PATH)
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(mount("model", DIRECTORY, false), mount("tmp", "/tmp", false))
        .build();
  }

  private Container server() {
    return new ContainerBuilder()
        .withName(SERVER)
        .withImage(data.serverImage())
        .withImagePullPolicy(settings.pullPolicy())
        .withEnv(PodParts.variable(ServerConfig.ENVIRONMENT, Json.write(config())))
        .addNewPort()
        .withName("rest")
        .withContainerPort(Routing.REST)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("grpc")
        .withContainerPort(Routing.GRPC)
        .withProtocol("TCP")
        .endPort()
        .withStartupProbe(Probes.startup("/v2/health/live"))
        .withReadinessProbe(Probes.readiness("/v2/models/" + deployment + "/ready", 2, 2))
        .withLivenessProbe(Probes.liveness("/v2/health/live"))
        .withResources(
            ContainerResources.of(data.server().resources(), "100m", "256Mi", "512Mi")
                .toRequirements())
        .withSecurityContext(PodParts.containerSecurity())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(mount("model", DIRECTORY, true), mount("tmp", "/tmp", false))
        .build();
  }

  private ServerConfig config() {
    return new ServerConfig(
        deployment,
        data.model().version(),
        DIRECTORY,
        Routing.REST,
        Routing.GRPC,
        data.server().threads(),
        data.server().limits().maxBatchRows(),
        data.server().limits().maxBodyBytes(),
        data.server().limits().maxQueued(),
        drainSeconds());
  }

  private int drainSeconds() {
    return (int) Math.min(3_600, Durations.parse(data.server().drain()).toSeconds());
  }

  private static io.fabric8.kubernetes.api.model.Toleration toleration(
      dev.sextant.api.common.Toleration toleration) {
    return Json.mapper().convertValue(toleration, io.fabric8.kubernetes.api.model.Toleration.class);
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }
}
