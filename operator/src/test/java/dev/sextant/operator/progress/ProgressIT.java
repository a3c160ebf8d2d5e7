package dev.sextant.operator.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.training.TrainingRun;
import dev.sextant.contracts.job.Progress;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Workers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may speak of an object, as a real API server reviews tokens. */
@Tag("apiserver")
class ProgressIT {
  private KubernetesClient client;
  private Workers workers;
  private String namespace;
  private TrainingRun run;
  private Pod pod;
  private final ProgressBoard board = new ProgressBoard();
  private ProgressResource resource;

  @BeforeEach
  void start() {
    client = ApiServer.start().client();
    workers = new Workers(client);
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
    assertThat(resource.report(null, Workers.report(run)).getStatus()).isEqualTo(401);
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
    String token = workers.tokenWithoutPod(namespace, Progress.AUDIENCE);

    assertThat(report(token, run)).isEqualTo(403);
  }

  @Test
  void doesNotUnderstandWhatIsNoReport() {
    String token = token(pod, Progress.AUDIENCE);

    assertThat(resource.report("Bearer " + token, "{").getStatus()).isEqualTo(400);
    assertThat(resource.report("Bearer " + token, "{}").getStatus()).isEqualTo(400);
  }

  private int report(String token, TrainingRun about) {
    return resource.report("Bearer " + token, Workers.report(about)).getStatus();
  }

  private String namespace() {
    String name = ApiServer.namespace(client);
    workers.prepare(name);
    return name;
  }

  /** The pod of a Job of that run, as the Job controller would make it. */
  private Pod pod(TrainingRun owner) {
    return workers.pod(
        client
            .resource(
                new JobBuilder(Fakes.job(owner))
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .withServiceAccountName("sextant-worker")
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build())
            .create());
  }

  private String token(Pod of, String audience) {
    return workers.token(of, audience);
  }
}
