package dev.sextant.router.follow;

import static dev.sextant.router.table.Routes.arm;
import static dev.sextant.router.table.Routes.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.router.RouterConfig;
import dev.sextant.router.proxy.Fleet;
import dev.sextant.router.proxy.State;
import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch of a router against a real API server, which goes away and comes back. */
@Tag("apiserver")
class FollowerIT {
  private static final Path DEFINITION =
      Path.of("..", "..", "crds", "generated", "routes.sextant.dev.yaml");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir static Path serverDirectory;
  @TempDir Path state;

  private static ApiServer server;
  private KubernetesClient people;
  private String namespace;
  private final List<Follower> followers = new ArrayList<>();

  @BeforeAll
  static void startServer() throws IOException {
    server = ApiServer.start(serverDirectory);
    try (KubernetesClient client = server.client();
        InputStream file = Files.newInputStream(DEFINITION)) {
      var definition = client.apiextensions().v1().customResourceDefinitions().load(file).item();
      client.resource(definition).serverSideApply();
      client
          .resource(definition)
          .waitUntilCondition(
              d ->
                  d != null
                      && d.getStatus() != null
                      && d.getStatus().getConditions() != null
                      && d.getStatus().getConditions().stream()
                          .anyMatch(c ->
                              "Established".equals(c.getType()) && "True".equals(c.getStatus())),
              60,
              TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void start() {
    people = server.client();
    namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
    people
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @AfterEach
  void stop() {
    followers.forEach(Follower::close);
    people.close();
  }

  @Test
  void followsRoutesAndServersAndSaysSo() {
    RouteTable one = publish("one");
    serve("one", "10.0.0.1");
    State router = follow();

    eventually(() -> assertThat(addresses(router)).containsExactly("10.0.0.1"));
    eventually(() -> assertThat(acknowledged()).containsExactly(one.contentHash()));

    serve("one", "10.0.0.1", "10.0.0.2");
    eventually(() -> assertThat(addresses(router)).containsExactly("10.0.0.1", "10.0.0.2"));

    RouteTable two = publish("two");
    // The new route has no server yet: the old one stays in force, and is not acknowledged anew.
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LIMIT)
        .until(() -> acknowledged().equals(List.of(one.contentHash())));
    assertThat(addresses(router)).containsExactly("10.0.0.1", "10.0.0.2");

    serve("two", "10.0.0.3");
    eventually(() -> assertThat(addresses(router)).containsExactly("10.0.0.3"));
    eventually(() -> assertThat(acknowledged()).containsExactly(two.contentHash()));
  }

  @Test
  void takesItsEntryBackAndLeavesNoTrace() {
    publish("one");
    serve("one", "10.0.0.1");
    follow();
    eventually(() -> assertThat(acknowledged()).hasSize(1));

    followers.removeFirst().close();

    assertThat(acknowledged()).isEmpty();
    assertThat(present().getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager)
        .doesNotContain(RouteTable.fieldManager("router-a"));
  }

  @Test
  void acknowledgesTheOthersWhileOneRouteCannotBe() {
    List<String> good = List.of("b", "c", "d", "e", "f", "g");
    RouteTable refused = publish("a", "one");
    good.forEach(model -> publish(model, "one"));
    serve("one", "10.0.0.1");
    serve("two", "10.0.0.2");
    refuseStatusOf("a");

    State router = follow();

    for (String model : good) {
      eventually(() -> assertThat(acknowledged(model)).hasSize(1));
    }
    assertThat(acknowledged("a")).doesNotContain(refused.contentHash());

    // Its retries do not make others wait either.
    RouteTable two = publish("g", "two");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> acknowledged("g").equals(List.of(two.contentHash())));
    assertThat(router.table().models()).containsKey("a");

    people.admissionRegistration().v1().validatingAdmissionPolicyBindings().delete();
    eventually(() -> assertThat(acknowledged("a")).contains(refused.contentHash()));
  }

  /** From when this returns, nobody may write the status of a route. */
  private void refuseStatusOf(String route) {
    var policies = people.admissionRegistration().v1();
    policies
        .validatingAdmissionPolicies()
        .resource(
            new ValidatingAdmissionPolicyBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewSpec()
                .withNewMatchConstraints()
                .addNewResourceRule()
                .withApiGroups("sextant.dev")
                .withApiVersions("v1alpha1")
                .withResources("routes/status")
                .withOperations("UPDATE")
                .endResourceRule()
                .endMatchConstraints()
                .addNewValidation()
                .withExpression("object.metadata.name != '" + route + "'")
                .endValidation()
                .endSpec()
                .build())
        .create();
    policies
        .validatingAdmissionPolicyBindings()
        .resource(
            new ValidatingAdmissionPolicyBindingBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewSpec()
                .withPolicyName(namespace)
                .withValidationActions("Deny")
                .endSpec()
                .build())
        .create();
    var acknowledger =
        new Acknowledger(
            people, new RouterConfig(namespace, "probe", "uid-p", 0, 0, state, 1 << 20, 1, 1));
    eventually(() ->
        assertThatThrownBy(() -> acknowledger.acknowledge(present(route), "probe"))
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining(namespace));
  }

  @Test
  void servesOnWhileTheApiServerIsAwayAndResumes() throws IOException {
    publish("one");
    serve("one", "10.0.0.1");
    State router = follow();
    eventually(() -> assertThat(acknowledged()).hasSize(1));

    server.kill();
    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> addresses(router).equals(List.of("10.0.0.1")));
    server.restart();
    RouteTable two = publish("two");
    serve("two", "10.0.0.2");

    eventually(() -> assertThat(addresses(router)).containsExactly("10.0.0.2"));
    eventually(() -> assertThat(acknowledged()).containsExactly(two.contentHash()));
  }

  @Test
  void startsFromItsOwnTableWhileTheApiServerIsAway() throws IOException {
    publish("one");
    serve("one", "10.0.0.1");
    follow();
    eventually(() -> assertThat(acknowledged()).hasSize(1));

    server.kill();
    State anew = follow();
    assertThat(addresses(anew)).containsExactly("10.0.0.1");
    server.restart();
    RouteTable two = publish("two");
    serve("two", "10.0.0.2");

    eventually(() -> assertThat(addresses(anew)).containsExactly("10.0.0.2"));
    eventually(() -> assertThat(acknowledged()).containsExactly(two.contentHash()));
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(LIMIT).untilAsserted(assertion);
  }

  /** A router; one of the same name and directory is the same one, started again. */
  private State follow() {
    State table = new State();
    RouterConfig config =
        new RouterConfig(namespace, "router-a", "uid-a", 0, 0, state, 1 << 20, 1, 1);
    Follower follower =
        new Follower(server.client(), config, table, new Fleet(InstantSource.system()));
    followers.add(follower);
    follower.start();
    return table;
  }

  private RouteTable publish(String revision) {
    return publish("fare", revision);
  }

  private RouteTable publish(String model, String revision) {
    RouteTable.Arm arm = arm(revision, 100);
    RouteTable table =
        route(
            model,
            new RouteTable.Arm(
                arm.revision(),
                arm.weight(),
                arm.modelVersion(),
                "sha256:" + "a".repeat(64),
                arm.service(),
                arm.portRest(),
                arm.portGrpc()));
    people
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion("sextant.dev/v1alpha1")
                .withKind("Route")
                .withNewMetadata()
                .withName(model)
                .withNamespace(namespace)
                .endMetadata()
                .addToAdditionalProperties("spec", Json.mapper().convertValue(table, Map.class))
                .build())
        .fieldManager("operator")
        .forceConflicts()
        .serverSideApply();
    return table;
  }

  private void serve(String service, String... addresses) {
    EndpointSliceBuilder slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName(service + "-1")
            .withNamespace(namespace)
            .withLabels(Map.of("kubernetes.io/service-name", service))
            .endMetadata()
            .withAddressType("IPv4");
    for (String address : addresses) {
      slice
          .addNewEndpoint()
          .withAddresses(address)
          .withNewConditions()
          .withReady(true)
          .endConditions()
          .endEndpoint();
    }
    people.resource(slice.build()).forceConflicts().serverSideApply();
  }

  private static List<String> addresses(State router) {
    ModelRoute route = router.table().models().get("fare");
    return route == null
        ? List.of()
        : route.targets().stream()
            .flatMap(t -> t.endpoints().stream())
            .map(Endpoint::address)
            .toList();
  }

  private GenericKubernetesResource present() {
    return present("fare");
  }

  private GenericKubernetesResource present(String model) {
    return people
        .genericKubernetesResources(Acknowledger.ROUTES)
        .inNamespace(namespace)
        .withName(model)
        .get();
  }

  private List<String> acknowledged() {
    return acknowledged("fare");
  }

  /** The hashes that routers have acknowledged. */
  private List<String> acknowledged(String model) {
    return present(model).getAdditionalProperties().get("status") instanceof Map<?, ?> status
            && status.get("routers") instanceof List<?> routers
        ? routers.stream().map(r -> (String) ((Map<?, ?>) r).get("contentHash")).toList()
        : List.of();
  }
}
