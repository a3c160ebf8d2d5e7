package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AdmissionPoliciesTest {
  private static final String NAMESPACE = "default";
  private static final String OPERATOR = "system:serviceaccount:sextant-system:sextant-operator";
  private static final String ROUTER = "system:serviceaccount:default:sextant-router";
  private static final String RESTORER = "system:serviceaccount:velero:velero";
  private static final String PERSON = "jane";

  private static ApiServer server;

  @BeforeAll
  static void install() throws IOException {
    server = ApiServer.start();
    try (KubernetesClient admin = server.admin()) {
      apply(
          admin, new Charts.Case("sextant-crds", "annotated").render(), "CustomResourceDefinition");
      admin
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName("routes.sextant.dev")
          .waitUntilCondition(
              definition ->
                  definition.getStatus() != null
                      && definition.getStatus().getConditions().stream()
                          .anyMatch(is ->
                              is.getType().equals("Established") && is.getStatus().equals("True")),
              30,
              TimeUnit.SECONDS);

      Path values =
          Files.writeString(
              Files.createTempFile("values", ".yaml"),
              """
              image: {registry: localhost/sextant}
              admissionPolicies: {restorers: ["%s"]}
              """
                  .formatted(RESTORER));
      apply(admin, Charts.render("sextant", values), "ValidatingAdmissionPolicy");
    }
    // A policy is in force some time after it was accepted.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(AdmissionPoliciesTest::everyPolicyIsInForce);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void clean() {
    try (KubernetesClient admin = server.admin()) {
      for (String kind : new String[] {"modelversion", "datasetsnapshot", "route"}) {
        in(admin, load(kind)).delete();
      }
    }
  }

  @Test
  void onlyTheOperatorRegistersTrainedVersions() {
    GenericKubernetesResource trained = trained();
    refused(PERSON, trained, "spec.origin: only the operator registers versions of origin Trained");
    created(OPERATOR, trained);
  }

  @Test
  void peopleRegisterImportedVersions() {
    created(PERSON, load("modelversion"));
  }

  @Test
  void onlyTheOperatorMakesSnapshots() {
    refused(PERSON, load("datasetsnapshot"), "only the operator makes snapshots: apply a Dataset");
    created(OPERATOR, load("datasetsnapshot"));
  }

  @Test
  void whoRestoresBackupsMayWriteThemToo() {
    created(RESTORER, load("datasetsnapshot"));
    created(RESTORER, trained());
    created(RESTORER, load("route"));
  }

  @Test
  void onlyTheOperatorWritesRoutesButPeopleMayLabelThem() {
    refused(PERSON, load("route"), "spec: only the operator writes routes");
    created(OPERATOR, load("route"));
    try (KubernetesClient person = server.as(PERSON)) {
      assertThatThrownBy(
              () -> in(person, load("route")).edit(route -> set(route, "timeoutMillis", 1)))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("only the operator writes routes");
      in(person, load("route"))
          .edit(route -> {
            route.getMetadata().setLabels(Map.of("team", "a"));
            return route;
          });
    }
    try (KubernetesClient operator = server.as(OPERATOR)) {
      in(operator, load("route")).edit(route -> set(route, "timeoutMillis", 2));
    }
  }

  @Test
  void onlyRoutersOfTheNamespaceAndTheOperatorAcknowledgeRoutes() {
    created(OPERATOR, load("route"));
    acknowledge(ROUTER);
    statusIsWritten(OPERATOR, "route");
    acknowledge(ROUTER);
    statusIsRefused(ROUTER, "route", "conditions are the operator's");
    for (String user : new String[] {PERSON, "system:serviceaccount:other:sextant-router"}) {
      statusIsRefused(user, "route", "only the routers of the namespace acknowledge routes");
    }
  }

  @Test
  void onlyTheOperatorSaysWhatWasMeasured() {
    created(OPERATOR, load("datasetsnapshot"));
    created(PERSON, load("modelversion"));
    statusIsRefused(PERSON, "datasetsnapshot", "only the operator writes what it measured");
    statusIsRefused(PERSON, "modelversion", "only the operator writes what it measured");
    statusIsWritten(OPERATOR, "modelversion");
  }

  private static void everyPolicyIsInForce() {
    refused(PERSON, trained(), "only the operator");
    refused(PERSON, load("datasetsnapshot"), "only the operator");
    refused(PERSON, load("route"), "only the operator");
    try (KubernetesClient operator = server.as(OPERATOR)) {
      createIfMissing(operator, "route");
      createIfMissing(operator, "modelversion");
    }
    statusIsRefused(PERSON, "route", "only the routers");
    statusIsRefused(PERSON, "modelversion", "only the operator");
  }

  /** What is there is left as it is: a version never changes. */
  private static void createIfMissing(KubernetesClient client, String kind) {
    Resource<GenericKubernetesResource> object = in(client, load(kind));
    if (object.get() == null) {
      object.create();
    }
  }

  private static void refused(String user, GenericKubernetesResource object, String message) {
    try (KubernetesClient client = server.as(user)) {
      assertThatThrownBy(() -> in(client, object).create())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining(message);
    }
  }

  private static void created(String user, GenericKubernetesResource object) {
    try (KubernetesClient client = server.as(user)) {
      assertThat(in(client, object).create().getMetadata().getUid()).isNotNull();
    }
  }

  private static void statusIsWritten(String user, String kind) {
    try (KubernetesClient client = server.as(user)) {
      writeStatus(client, kind, user);
    }
  }

  private static void statusIsRefused(String user, String kind, String message) {
    try (KubernetesClient client = server.as(user)) {
      assertThatThrownBy(() -> writeStatus(client, kind, user))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining(message);
    }
  }

  /** Writes an entry as routers do: an apply of nothing else. */
  private static void acknowledge(String user) {
    GenericKubernetesResource entry = load("route");
    entry.setAdditionalProperties(
        Map.of(
            "status",
            Map.of(
                "routers",
                java.util.List.of(
                    Map.of("router", "router-a", "podUid", "uid-a", "contentHash", "hash-1")))));
    try (KubernetesClient client = server.as(user)) {
      in(client, entry)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("sextant-router-router-a")
                  .withForce(true)
                  .build());
    }
  }

  private static void writeStatus(KubernetesClient client, String kind, String reason) {
    Map<String, Object> condition =
        Map.of(
            "type",
            "Ready",
            "status",
            "True",
            "reason",
            "By" + Integer.toHexString(reason.hashCode()),
            "message",
            "",
            "lastTransitionTime",
            "2026-01-01T00:00:00Z");
    in(client, load(kind))
        .editStatus(object -> {
          object.setAdditionalProperty(
              "status", Map.of("conditions", java.util.List.of(condition)));
          return object;
        });
  }

  private static GenericKubernetesResource trained() {
    return set(load("modelversion"), "origin", "Trained");
  }

  @SuppressWarnings("unchecked")
  private static GenericKubernetesResource set(
      GenericKubernetesResource object, String field, Object value) {
    ((Map<String, Object>) object.getAdditionalProperties().get("spec")).put(field, value);
    return object;
  }

  private static Resource<GenericKubernetesResource> in(
      KubernetesClient client, GenericKubernetesResource object) {
    return client.resource(object).inNamespace(NAMESPACE);
  }

  private static GenericKubernetesResource load(String kind) {
    try {
      return Serialization.unmarshal(
          Files.readString(Path.of("src/test/resources/objects", kind + ".yaml")),
          GenericKubernetesResource.class);
    } catch (IOException missing) {
      throw new java.io.UncheckedIOException(missing);
    }
  }

  private static void apply(KubernetesClient client, String documents, String kindPrefix)
      throws IOException {
    for (var object : Charts.parse(documents)) {
      if (Charts.kind(object).startsWith(kindPrefix)) {
        client.resource(object.toString()).serverSideApply();
      }
    }
  }
}
