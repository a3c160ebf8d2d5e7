package dev.sextant.operator.job;

import dev.sextant.api.common.Labels;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.Progress;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Renders the Job of a worker. */
public final class JobResources {
  /** The name of the one container. */
  public static final String CONTAINER = "worker";

  /** The service account that the workspace chart makes. */
  public static final String SERVICE_ACCOUNT = "sextant-worker";

  private static final String SCRATCH = "/sextant/scratch";
  private static final String TOKEN_DIRECTORY = "/var/run/secrets/sextant.dev";

  private JobResources() {}

  /** The Job; it is created once and never changed but for {@code suspend}. */
  public static Job job(JobRequest request, JobSettings settings) {
    Map<String, String> labels = labels(request);
    return new JobBuilder()
        .withNewMetadata()
        .withName(request.name())
        .withNamespace(request.owner().getMetadata().getNamespace())
        .withLabels(labels)
        .withAnnotations(
            request.spent() == 0
                ? null
                : Map.of(Labels.FAILURES_BEFORE, Integer.toString(request.spent())))
        .withOwnerReferences(owner(request.owner()))
        .endMetadata()
        .withNewSpec()
        .withParallelism(1)
        .withCompletions(1)
        .withSuspend(request.suspended())
        .withBackoffLimit(Math.max(0, request.failures() - request.spent() - 1))
        .withActiveDeadlineSeconds(request.deadline().toSeconds())
        // A pod that is being deleted may still write: its successor waits until it is gone.
        .withPodReplacementPolicy("Failed")
        .withPodFailurePolicy(failurePolicy())
        .withTemplate(template(request, settings, labels))
        .endSpec()
        .build();
  }

  /** How many attempts had failed before the Job, in Jobs that the store ended. */
  static int spent(Job job) {
    Map<String, String> annotations = job.getMetadata().getAnnotations();
    String text = annotations == null ? null : annotations.get(Labels.FAILURES_BEFORE);
    return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  /** The owner reference of a disposable child. */
  public static OwnerReference owner(CustomResource<?, ?> owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private static Map<String, String> labels(JobRequest request) {
    Map<String, String> labels = new TreeMap<>(request.labels());
    String owner = request.owner().getMetadata().getName();
    labels.put("app.kubernetes.io/name", "sextant-worker");
    labels.put("app.kubernetes.io/instance", Names.label(owner));
    labels.put("app.kubernetes.io/part-of", Labels.MANAGER);
    labels.put(Labels.MANAGED_BY, Labels.MANAGER);
    labels.put(Labels.COMPONENT, request.component());
    labels.put(Labels.OWNER_KIND, request.owner().getKind());
    labels.put(Labels.OWNER_NAME, owner);
    labels.put(Labels.INPUT_HASH, Names.label(Names.shortHash(request.inputHash(), 40)));
    return labels;
  }

  private static PodFailurePolicy failurePolicy() {
    return new PodFailurePolicyBuilder()
        .addNewRule()
        .withAction("FailJob")
        .withNewOnExitCodes()
        .withContainerName(CONTAINER)
        .withOperator("In")
        .withValues(Termination.EXIT_REFUSED, Termination.EXIT_STORE)
        .endOnExitCodes()
        .endRule()
        // A drained node or a preempted pod is nobody's failure.
        .addNewRule()
        .withAction("Ignore")
        .addNewOnPodCondition()
        .withType("DisruptionTarget")
        .withStatus("True")
        .endOnPodCondition()
        .endRule()
        .build();
  }

  private static PodTemplateSpec template(
      JobRequest request, JobSettings settings, Map<String, String> labels) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(SERVICE_ACCOUNT)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withRestartPolicy("Never")
        .withTerminationGracePeriodSeconds(30L)
        .withSecurityContext(PodParts.podSecurity())
        .withContainers(container(request, settings))
        .withVolumes(
            PodParts.scratch("scratch", scratchLimit(request)),
            PodParts.scratch("tmp", new Quantity("256Mi")),
            tokenVolume())
        .endSpec()
        .build();
  }

  private static Container container(JobRequest request, JobSettings settings) {
    ContainerResources resources = resources(request);
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(settings.workerImage())
        .withImagePullPolicy(settings.pullPolicy())
        .withEnv(environment(request, settings))
        .withResources(resources.toRequirements())
        .withSecurityContext(PodParts.containerSecurity())
        .withTerminationMessagePath(Termination.PATH)
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .addNewVolumeMount()
        .withName("scratch")
        .withMountPath(SCRATCH)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("token")
        .withMountPath(TOKEN_DIRECTORY)
        .withReadOnly(true)
        .endVolumeMount()
        .build();
  }

  private static List<EnvVar> environment(JobRequest request, JobSettings settings) {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(PodParts.variable(JobSpec.ENVIRONMENT, Json.write(request.spec())));
    environment.add(PodParts.field("SEXTANT_POD_NAME", "metadata.name"));
    environment.add(PodParts.variable("SEXTANT_OPERATOR_URL", settings.operatorUrl()));
    environment.add(PodParts.variable("SEXTANT_TOKEN_FILE", TOKEN_DIRECTORY + "/token"));
    environment.add(PodParts.variable("SEXTANT_SCRATCH", SCRATCH));
    environment.addAll(PodParts.storeKeys(request.secretName()));
    return environment;
  }

  /** The resources that the container of a request gets. */
  public static ContainerResources resources(JobRequest request) {
    return resources(request.component(), request.resources());
  }

  /** The resources that the container of a component gets. */
  public static ContainerResources resources(
      String component,
      dev.sextant.api.common.@org.jspecify.annotations.Nullable Resources wanted) {
    return component.equals("probe")
        ? ContainerResources.of(wanted, "50m", "128Mi", "256Mi")
        : ContainerResources.of(wanted, "250m", "512Mi", "1Gi");
  }

  private static Quantity scratchLimit(JobRequest request) {
    return new Quantity(request.component().equals("probe") ? "64Mi" : "20Gi");
  }

  private static Volume tokenVolume() {
    return new VolumeBuilder()
        .withName("token")
        .withNewProjected()
        .addNewSource()
        .withNewServiceAccountToken()
        .withAudience(Progress.AUDIENCE)
        .withExpirationSeconds(3600L)
        .withPath("token")
        .endServiceAccountToken()
        .endSource()
        .endProjected()
        .build();
  }
}
