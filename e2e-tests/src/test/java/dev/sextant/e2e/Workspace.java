package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A namespace that was prepared as a user prepares one: by the charts, with a bucket of its own.
 *
 * @param namespace its name, and that of its bucket
 * @param client a client with all rights
 */
record Workspace(String namespace, KubernetesClient client) {
  static final String SYSTEM = "sextant-system";

  /** Installs or upgrades everything, and prepares the namespace. */
  static Workspace prepare(String namespace) {
    Shell.run(Map.of("NAMESPACE", namespace), 600, "scripts/deploy").expectSuccess();
    return of(namespace);
  }

  /** A namespace that was prepared before. */
  static Workspace of(String namespace) {
    return new Workspace(namespace, new KubernetesClientBuilder().build());
  }

  /** Brings a file into the bucket. */
  void put(Path file, String key) {
    sextant("put", file.toString(), "s3://" + namespace + "/" + key);
  }

  /** Brings an object of the bucket into a file. */
  void get(String uri, Path file) {
    sextant("get", uri, file.toString());
  }

  /** The address of a model's Service, which this machine reaches. */
  String address(String model) {
    return address(namespace, model);
  }

  private String address(String in, String service) {
    return client.services().inNamespace(in).withName(service).get().getSpec().getClusterIP();
  }

  /** Runs the local command with the namespace's keys. */
  private void sextant(String command, String from, String to) {
    Secret secret = client.secrets().inNamespace(namespace).withName(secretName()).get();
    Shell.run(
            Map.of(
                "SEXTANT_STORE_ACCESS_KEY_ID", decode(secret, "accessKeyId"),
                "SEXTANT_STORE_SECRET_ACCESS_KEY", decode(secret, "secretAccessKey")),
            300,
            "bin/sextant",
            command,
            "--endpoint",
            "http://" + address(SYSTEM, "sextant-store") + ":9000",
            from,
            to)
        .expectSuccess();
  }

  /** Runs kubectl in this namespace, as a user would; what it printed. */
  String kubectl(String... arguments) {
    return Shell.run(
            Stream.concat(Stream.of("kubectl", "-n", namespace), Stream.of(arguments))
                .toArray(String[]::new))
        .expectSuccess();
  }

  void put(String content, String key) {
    try {
      Path file = Files.createTempFile("sextant", ".csv");
      Files.writeString(file, content);
      put(file, key);
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String secretName() {
    return client
        .resources(ArtifactStore.class)
        .inNamespace(namespace)
        .withName("default")
        .get()
        .getSpec()
        .credentials()
        .secretName();
  }

  private static String decode(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }

  /** Applies YAML as a GitOps tool would. */
  void apply(String yaml) {
    for (HasMetadata object : client.load(stream(yaml)).items()) {
      client
          .resource(object)
          .inNamespace(namespace)
          .fieldManager("e2e")
          .forceConflicts()
          .serverSideApply();
    }
  }

  private static java.io.InputStream stream(String yaml) {
    return new java.io.ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** A sample with this namespace's bucket in place of the demo's. */
  String sample(String file) {
    try {
      return Files.readString(Shell.ROOT.resolve("samples").resolve(file))
          .replace("s3://demo/", "s3://" + namespace + "/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Dataset dataset(String name) {
    return get(Dataset.class, name);
  }

  TrainingRun run(String name) {
    return get(TrainingRun.class, name);
  }

  ModelVersion version(String name) {
    return get(ModelVersion.class, name);
  }

  ModelDeployment deployment(String name) {
    return get(ModelDeployment.class, name);
  }

  <T extends HasMetadata> T get(Class<T> type, String name) {
    T object = resource(type, name).get();
    assertThat(object).as(type.getSimpleName() + " " + name).isNotNull();
    return object;
  }

  <T extends HasMetadata> Resource<T> resource(Class<T> type, String name) {
    return client.resources(type).inNamespace(namespace).withName(name);
  }

  /** Waits for Ready; a failure shows the conditions and the events. */
  <S, T extends CustomResource<?, S>> T ready(
      Class<T> type, String name, Function<S, List<Condition>> conditions) {
    return until(type, name, Duration.ofMinutes(8), t -> is(t, conditions, "Ready"));
  }

  /** Waits until each object of some YAML is Ready, as a person does: by kubectl wait. */
  void readyAll(String yaml) {
    for (HasMetadata object : client.load(stream(yaml)).items()) {
      String group = object.getApiVersion().substring(0, object.getApiVersion().indexOf('/'));
      String name = object.getKind() + "." + group + "/" + object.getMetadata().getName();
      Shell.Result waited =
          Shell.run(
              "kubectl", "-n", namespace, "wait", "--for=condition=Ready", name, "--timeout=8m");
      if (waited.code() != 0) {
        throw new AssertionError(waited.output() + kubectl("describe", name));
      }
    }
  }

  /** Waits until an object is Stalled with that reason, and gives its message. */
  <S, T extends CustomResource<?, S>> String stalled(
      Class<T> type, String name, Function<S, List<Condition>> conditions, String reason) {
    T object =
        until(
            type,
            name,
            Duration.ofMinutes(6),
            t ->
                condition(t, conditions, "Stalled")
                    .filter(c -> c.status() == ConditionStatus.True && c.reason().equals(reason))
                    .isPresent());
    return condition(object, conditions, "Stalled").map(Condition::message).orElseThrow();
  }

  <S, T extends CustomResource<?, S>> boolean is(
      T object, Function<S, List<Condition>> conditions, String type) {
    Long observed = object.getMetadata().getGeneration();
    return condition(object, conditions, type)
        .filter(c -> c.status() == ConditionStatus.True)
        .filter(c -> c.observedGeneration() == null || c.observedGeneration() >= observed)
        .isPresent();
  }

  private static <S, T extends CustomResource<?, S>> Optional<Condition> condition(
      T object, Function<S, List<Condition>> conditions, String type) {
    return Optional.ofNullable(object.getStatus()).map(conditions).stream()
        .flatMap(List::stream)
        .filter(c -> c.type().equals(type))
        .findFirst();
  }

  <T extends HasMetadata> T until(Class<T> type, String name, Duration atMost, Predicate<T> holds) {
    try {
      return await()
          .atMost(atMost)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> resource(type, name).get(), object -> object != null && holds.test(object));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      String described =
          Shell.run(
                  "kubectl",
                  "-n",
                  namespace,
                  "describe",
                  type.getSimpleName().toLowerCase(java.util.Locale.ROOT),
                  name)
              .output();
      throw new AssertionError("not within " + atMost + ":\n" + described, e);
    }
  }
}
