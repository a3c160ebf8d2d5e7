package dev.sextant.api.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.api.generation.Definitions;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one real kube-apiserver with our definitions for all tests that ask for it. */
final class ApiServer implements ParameterResolver {
  private static final String SUFFIX = "-linux-amd64";
  private static final Path PROGRAMS = Path.of(System.getProperty("user.home"), ".kubeapitest/k8s");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Api.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(Running.class, ignored -> start(), Running.class)
        .api();
  }

  private static Running start() {
    Optional<String> version = newestVersion();
    assumeTrue(
        version.isPresent(),
        () -> "no kube-apiserver in " + PROGRAMS + ": scripts/setup.sh --cluster puts it there");
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withApiServerVersion(version.orElseThrow())
                .withUpdateKubeConfig(false)
                .withStartupTimeout(120_000)
                .build());
    server.start();
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
    define(client);
    return new Running(server, new Api(client));
  }

  private static Optional<String> newestVersion() {
    if (!Files.isDirectory(PROGRAMS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PROGRAMS)) {
      return versions
          .filter(folder -> Files.isExecutable(folder.resolve("kube-apiserver")))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void define(KubernetesClient client) {
    var definitions = client.apiextensions().v1().customResourceDefinitions();
    for (String yaml : Definitions.checkedIn().values()) {
      String name =
          definitions
              .load(new ByteArrayInputStream(yaml.getBytes(UTF_8)))
              .serverSideApply()
              .getMetadata()
              .getName();
      definitions.withName(name).waitUntilCondition(ApiServer::established, 60, TimeUnit.SECONDS);
    }
  }

  private static boolean established(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("Established"))
            .anyMatch(condition -> condition.getStatus().equals("True"));
  }

  /** The server and its client, stopped when all tests are done. */
  private record Running(KubeAPIServer server, Api api) implements AutoCloseable {
    @Override
    public void close() {
      api.client().close();
      server.stop();
    }
  }
}
