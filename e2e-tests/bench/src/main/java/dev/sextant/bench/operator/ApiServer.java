package dev.sextant.bench.operator;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A kube-apiserver and etcd with our definitions, and nobody else: no controllers, no kubelet. */
final class ApiServer implements AutoCloseable {
  private final KubeAPIServer server;
  private final Path kubeconfig;
  private final KubernetesClient client;

  private ApiServer(KubeAPIServer server, Path kubeconfig) {
    this.server = server;
    this.kubeconfig = kubeconfig;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
  }

  /**
   * Starts them, from the programs that {@code scripts/setup.sh --cluster} places.
   *
   * @param version of Kubernetes
   * @param definitions the folder of the definitions
   * @param work where the kubeconfig is put
   */
  static ApiServer start(String version, Path definitions, Path work) throws IOException {
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withApiServerVersion(version)
                .withUpdateKubeConfig(false)
                .withStartupTimeout(120_000)
                .build());
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    Path kubeconfig = Files.writeString(work.resolve("kubeconfig"), server.getKubeConfigYaml());
    ApiServer started = new ApiServer(server, kubeconfig);
    started.define(definitions);
    return started;
  }

  KubernetesClient client() {
    return client;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  void namespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** How many writes the API server has served, by verb and resource. */
  Writes writes() {
    return Writes.read(client.raw("/metrics"));
  }

  private void define(Path definitions) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(definitions)) {
      files = all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        var crd = client.apiextensions().v1().customResourceDefinitions().load(in).item();
        client.resource(crd).create();
        client
            .resource(crd)
            .waitUntilCondition(
                c ->
                    c != null
                        && c.getStatus() != null
                        && c.getStatus().getConditions() != null
                        && c.getStatus().getConditions().stream()
                            .anyMatch(s ->
                                "Established".equals(s.getType()) && "True".equals(s.getStatus())),
                30,
                TimeUnit.SECONDS);
      }
    }
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
