package dev.sextant.operator.modelversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Labels;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people hear, with the operator's own rights: each transition, also one that comes again. */
@Tag("apiserver")
class EventsIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String FARE =
      "{\"metadata\":{\"labels\":{\"" + Labels.MODEL + "\":\"fare\"}}}";
  private static final String OTHER =
      "{\"metadata\":{\"labels\":{\"" + Labels.MODEL + "\":\"tip\"}}}";

  private KubernetesClient people;
  private KubernetesClient ours;
  private String namespace;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    people = ApiServer.start().client();
    ours = ApiServer.start().operatorClient();
    namespace = ApiServer.namespace(people);
    operator =
        RunningOperator.start(
            ours,
            namespace,
            new VersionReconciler(new Reconciliations(ours, new FakeResults(), Clock.systemUTC())));
  }

  @AfterEach
  void stop() {
    operator.close();
    ours.close();
    people.close();
  }

  @Test
  void aTransitionThatComesAgainWithinAGenerationIsCounted() {
    people.resource(Samples.version(namespace)).create();
    awaitReady(true);
    patch(OTHER);
    awaitReady(false);
    patch(FARE);
    awaitReady(true);
    patch(OTHER);
    awaitReady(false);

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(events())
                .extracting(Event::getType, Event::getReason, Event::getCount)
                .containsExactlyInAnyOrder(
                    tuple("Normal", "Available", 2), tuple("Warning", "InvalidSpec", 2)));
    assertThat(current().getMetadata().getGeneration()).isEqualTo(1);
    assertThat(events())
        .allSatisfy(event -> {
          assertThat(event.getInvolvedObject().getUid())
              .isEqualTo(current().getMetadata().getUid());
          assertThat(event.getLastTimestamp()).isGreaterThanOrEqualTo(event.getFirstTimestamp());
        });
  }

  @Test
  void whatIsLookedAtAgainAndIsAsItWasIsNoEvent() {
    people.resource(Samples.version(namespace)).create();
    awaitReady(true);

    patch("{\"metadata\":{\"annotations\":{\"a\":\"1\"}}}");
    patch("{\"metadata\":{\"annotations\":{\"a\":\"2\"}}}");
    // What comes after them was looked at after them.
    patch(OTHER);
    awaitReady(false);

    await().atMost(LIMIT).until(() -> events().size() == 2);
    assertThat(events()).allMatch(event -> event.getCount() == 1);
  }

  private void awaitReady(boolean ready) {
    await()
        .atMost(LIMIT)
        .until(() -> {
          var status = current().getStatus();
          return status != null && Conditions.isReady(status.conditions()) == ready;
        });
  }

  private void patch(String json) {
    people.resource(current()).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private ModelVersion current() {
    return people
        .resources(ModelVersion.class)
        .inNamespace(namespace)
        .withName("fare-imported")
        .get();
  }

  private List<Event> events() {
    return people.v1().events().inNamespace(namespace).list().getItems();
  }
}
