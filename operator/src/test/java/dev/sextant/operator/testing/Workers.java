package dev.sextant.operator.testing;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.Progress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** Plays the pods of Jobs, which have tokens and tell how far they are. */
public final class Workers {
  private static final String ACCOUNT = "sextant-worker";

  private final KubernetesClient client;

  /** Workers by that client. */
  public Workers(KubernetesClient client) {
    this.client = client;
  }

  /** Makes the account that they run as. */
  public void prepare(String namespace) {
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
  }

  /** The pod that the Job controller would make. */
  public Pod pod(Job job) {
    return client
        .resource(
            new PodBuilder(Fakes.pod(job))
                .editSpec()
                .withServiceAccountName(ACCOUNT)
                .endSpec()
                .build())
        .create();
  }

  /** The token of a pod, for that audience. */
  public String token(Pod of, String audience) {
    return token(
        of.getMetadata().getNamespace(),
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(audience)
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(of.getMetadata().getName())
            .withUid(of.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec());
  }

  /** A token of the account that belongs to no pod. */
  public String tokenWithoutPod(String namespace, String audience) {
    return token(
        namespace, new TokenRequestBuilder().withNewSpec().withAudiences(audience).endSpec());
  }

  private String token(String namespace, TokenRequestBuilder request) {
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(ACCOUNT)
        .tokenRequest(request.build())
        .getStatus()
        .getToken();
  }

  /** A report that the work for an object is at 40 per cent. */
  public static String report(CustomResource<?, ?> about) {
    Map<String, Object> report =
        Map.of(
            "format",
            1,
            "job",
            about.getKind(),
            "namespace",
            about.getMetadata().getNamespace(),
            "name",
            about.getMetadata().getName(),
            "uid",
            about.getMetadata().getUid(),
            "phase",
            "Fit",
            "percent",
            40);
    return Json.write(Json.read(Json.write(report), Progress.class));
  }
}
