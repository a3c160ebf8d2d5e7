package dev.sextant.operator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("apiserver")
class StepExecutorIT {
  private static final Map<String, String> OURS = Map.of("made-by", "us");

  private KubernetesClient client;
  private String namespace;

  @BeforeEach
  void start() {
    client = ApiServer.start().client();
    namespace = ApiServer.namespace(client);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void endsAPlanWhereWhatMustBeGoneIsThere() {
    client.resource(map("awaited", OURS).build()).create();

    assertThat(run()).contains(StepFailure.unseen(awaited()));
    assertThat(next().get()).isNull();
  }

  @Test
  void goesOnWhereItIsGone() {
    assertThat(run()).isEmpty();
    assertThat(next().get()).isNotNull();
  }

  @Test
  void goesOnWhereItIsGoingAway() {
    ConfigMap held =
        map("awaited", OURS)
            .editMetadata()
            .withFinalizers("sextant.dev/test")
            .endMetadata()
            .build();
    client.resource(client.resource(held).create()).delete();

    assertThat(run()).isEmpty();

    client.resource(held).edit(m -> m.edit().editMetadata().withFinalizers().endMetadata().build());
  }

  @Test
  void goesOnWhereSomethingElseHasItsName() {
    client.resource(map("awaited", Map.of()).build()).create();

    assertThat(run()).isEmpty();
  }

  private Optional<StepFailure> run() {
    Ownership ours = new Ownership.Labelled(OURS);
    Plan<String> plan =
        new Plan<>(
            List.of(
                new Step.AwaitGone(awaited(), ours),
                new Step.Create(map("next", OURS).build(), ours)),
            List.of(),
            Verdict.ready(Reason.Available, "it is there"),
            List.of(),
            "",
            Optional.empty());
    return new StepExecutor(client, "test", new FakeResults(), new Object())
        .run(plan, target -> Optional.empty(), () -> {});
  }

  private Step.Target awaited() {
    return new Step.Target(ConfigMap.class, namespace, "awaited");
  }

  private io.fabric8.kubernetes.client.dsl.Resource<ConfigMap> next() {
    return client.configMaps().inNamespace(namespace).withName("next");
  }

  private ConfigMapBuilder map(String name, Map<String, String> labels) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(labels)
        .endMetadata();
  }
}
