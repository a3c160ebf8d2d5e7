package dev.sextant.helm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A real kube-apiserver, and clients for whoever one wants to be. */
final class ApiServer implements AutoCloseable {
  private static final String SUFFIX = "-linux-amd64";
  private static final Path PROGRAMS = Path.of(System.getProperty("user.home"), ".kubeapitest/k8s");

  private final KubeAPIServer server;

  private ApiServer(KubeAPIServer server) {
    this.server = server;
  }

  static ApiServer start() throws IOException {
    Optional<String> version = version();
    assumeTrue(
        version.isPresent(),
        () -> "no kube-apiserver in " + PROGRAMS + ": scripts/setup.sh --cluster puts it there");
    var server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withApiServerVersion(version.orElseThrow())
                .withUpdateKubeConfig(false)
                .withStartupTimeout(120_000)
                .build());
    server.start();
    return new ApiServer(server);
  }

  KubernetesClient admin() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** A client of that user who has every right: what is refused, an admission policy refused. */
  KubernetesClient as(String user) {
    Config config =
        new ConfigBuilder(config())
            .withImpersonateUsername(user)
            .withImpersonateGroups("system:masters")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public void close() {
    server.stop();
  }

  private Config config() {
    return Config.fromKubeconfig(server.getKubeConfigYaml());
  }

  private static Optional<String> version() throws IOException {
    if (!Files.isDirectory(PROGRAMS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PROGRAMS)) {
      return versions
          .filter(folder -> Files.isExecutable(folder.resolve("kube-apiserver")))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .reduce((earlier, later) -> later);
    }
  }
}
