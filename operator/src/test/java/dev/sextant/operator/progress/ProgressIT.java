package dev.sextant.operator.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.training.TrainingRun;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.Progress;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may speak of an object, as a real API server reviews tokens. */
@Tag("apiserver")
class ProgressIT {
  private static final String ACCOUNT = "sextant-worker";

  private KubernetesClient client;
  private String namespace;
  private TrainingRun run;
  private Pod pod;
  private final ProgressBoard board = new ProgressBoard();
  private ProgressResource resource;

  @BeforeEach
  void start() {
    client = ApiServer.start().client();
    namespace = namespace();
    run = client.resource(Samples.run(namespace)).create();
    pod = pod(run);
    resource =
        new ProgressResource(board, new JobTokens(client, Clock.systemUTC()), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void believesThePodOfTheObjectsOwnJob() {
    assertThat(report(token(pod, Progress.AUDIENCE), run)).isEqualTo(204);

    assertThat(board.find(run.getMetadata().getUid()).orElseThrow().progress().percent())
        .isEqualTo(40);
  }

  @Test
  void refusesATokenForSomebodyElse() {
    assertThat(report(token(pod, "https://kubernetes.default.svc"), run)).isEqualTo(401);
    assertThat(report("nonsense", run)).isEqualTo(401);
    assertThat(resource.report(null, Json.write(progress(run))).getStatus()).isEqualTo(401);
    assertThat(board.find(run.getMetadata().getUid())).isEmpty();
  }

  @Test
  void refusesThePodOfAnotherObject() {
    TrainingRun other = Samples.run(namespace);
    other.getMetadata().setName("fare-2");
    other = client.resource(other).create();

    assertThat(report(token(pod, Progress.AUDIENCE), other)).isEqualTo(403);
    assertThat(board.find(other.getMetadata().getUid())).isEmpty();
  }

  @Test
  void refusesAPodThatOnlyBearsTheLabels() {
    Pod copy =
        new PodBuilder(pod)
            .withNewMetadata()
            .withName("impostor")
            .withNamespace(namespace)
            .withLabels(pod.getMetadata().getLabels())
            .endMetadata()
            .withStatus(null)
            .build();

    assertThat(report(token(client.resource(copy).create(), Progress.AUDIENCE), run))
        .isEqualTo(403);
  }

  @Test
  void refusesAJobOfAnotherNamespace() {
    String elsewhere = namespace();
    TrainingRun same = client.resource(Samples.run(elsewhere)).create();
    Pod foreign = pod(same);

    assertThat(report(token(foreign, Progress.AUDIENCE), run)).isEqualTo(403);
    assertThat(report(token(foreign, Progress.AUDIENCE), same)).isEqualTo(204);
  }

  @Test
  void refusesAnAccountWithoutAPod() {
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(ACCOUNT)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withAudiences(Progress.AUDIENCE)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();

    assertThat(report(token, run)).isEqualTo(403);
  }

  @Test
  void doesNotUnderstandWhatIsNoReport() {
    String token = token(pod, Progress.AUDIENCE);

    assertThat(resource.report("Bearer " + token, "{").getStatus()).isEqualTo(400);
    assertThat(resource.report("Bearer " + token, "{}").getStatus()).isEqualTo(400);
  }

  private int report(String token, TrainingRun about) {
    return resource.report("Bearer " + token, Json.write(progress(about))).getStatus();
  }

  private static Progress progress(TrainingRun about) {
    return Json.read(
        Json.write(
            Map.of(
                "format",
                1,
                "job",
                "TrainingRun",
                "namespace",
                about.getMetadata().getNamespace(),
                "name",
                about.getMetadata().getName(),
                "uid",
                about.getMetadata().getUid(),
                "phase",
                "Fit",
                "percent",
                40)),
        Progress.class);
  }

  private String namespace() {
    String name = ApiServer.namespace(client);
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(name)
                .endMetadata()
                .build())
        .create();
    return name;
  }

  /** The pod of a Job of that run, as the Job controller would make it. */
  private Pod pod(TrainingRun owner) {
    Job job =
        client
            .resource(
                new JobBuilder(Fakes.job(owner))
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .withServiceAccountName(ACCOUNT)
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build())
            .create();
    return client
        .resource(
            new PodBuilder(Fakes.pod(job))
                .editSpec()
                .withServiceAccountName(ACCOUNT)
                .endSpec()
                .build())
        .create();
  }

  private String token(Pod of, String audience) {
    return client
        .serviceAccounts()
        .inNamespace(of.getMetadata().getNamespace())
        .withName(ACCOUNT)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audience)
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(of.getMetadata().getName())
                .withUid(of.getMetadata().getUid())
                .endBoundObjectRef()
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }
}
