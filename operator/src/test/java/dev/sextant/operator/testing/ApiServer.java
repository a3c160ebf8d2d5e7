package dev.sextant.operator.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One real API server for all tests of the process, with our definitions, and no controllers. */
public final class ApiServer {
  private static final String VERSION = "1.36.3";
  private static final Path GENERATED = Path.of("..", "crds", "generated");
  private static final Path CHART =
      Path.of("..", "helm", "src", "test", "resources", "golden", "sextant", "minimal.yaml");
  private static final Pattern ENUM = Pattern.compile("(?m)^( *)enum:\n");
  private static final String OPERATOR = "sextant-operator";

  private static @Nullable ApiServer running;

  private final KubeAPIServer server;

  private ApiServer(KubeAPIServer server) {
    this.server = server;
  }

  /** Starts it on first use; the test is skipped where the programs are missing. */
  public static synchronized ApiServer start() {
    if (running != null) {
      return running;
    }
    Path programs =
        Path.of(System.getProperty("user.home"), ".kubeapitest", "k8s", VERSION + "-linux-amd64");
    assumeTrue(
        Files.isExecutable(programs.resolve("kube-apiserver")),
        "no kube-apiserver " + VERSION + " in .kubeapitest of the home directory");
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withApiServerVersion(VERSION)
                .withUpdateKubeConfig(false)
                .withStartupTimeout(120_000)
                .build());
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    ApiServer started = new ApiServer(server);
    started.define("");
    started.allow();
    running = started;
    return started;
  }

  /** A client of its own, with all rights. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** A client with the rights that the chart gives the operator in all namespaces, and no other. */
  public KubernetesClient operatorClient() {
    Config config = config();
    config.setImpersonateUsername(OPERATOR);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** How a program of its own reaches it, with all rights. */
  public String kubeconfig() {
    return server.getKubeConfigYaml();
  }

  /** A client that runs something just before each request whose method and path it likes. */
  public KubernetesClient clientWith(RequestHook hook) {
    return new KubernetesClientBuilder()
        .withConfig(config())
        .withHttpClientBuilderConsumer(builder ->
            builder.addOrReplaceInterceptor(
                "hook",
                new Interceptor() {
                  @Override
                  public void before(BasicBuilder ignored, HttpRequest request, RequestTags tags) {
                    hook.before(request.method(), request.uri().getPath());
                  }
                }))
        .build();
  }

  /** A way to it that can be cut. */
  public Proxy proxy() {
    return new Proxy(URI.create(config().getMasterUrl()).getPort());
  }

  /** A client of its own that goes that way. */
  public KubernetesClient clientThrough(Proxy proxy) {
    Config config = config();
    config.setMasterUrl("https://127.0.0.1:" + proxy.port());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private Config config() {
    return Config.fromKubeconfig(server.getKubeConfigYaml());
  }

  /** Something that happens just before a request. */
  @FunctionalInterface
  public interface RequestHook {
    /** A request is about to be sent. */
    void before(String method, String path);
  }

  /** A new namespace. */
  public static String namespace(KubernetesClient client) {
    String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** Gives every enum of a definition one more value, as a newer version might. */
  public void defineWith(String plural, String value) {
    define(
        plural,
        yaml -> ENUM.matcher(yaml).replaceAll(m -> m.group() + m.group(1) + "  - " + value + "\n"));
  }

  /** A definition as it is, or all of them for an empty text. */
  public void define(String plural) {
    define(plural, yaml -> yaml);
  }

  private void define(String plural, UnaryOperator<String> change) {
    try (KubernetesClient client = client();
        Stream<Path> files = Files.list(GENERATED)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith(plural)).toList()) {
        String yaml = change.apply(Files.readString(file));
        try (InputStream in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))) {
          var crd = client.apiextensions().v1().customResourceDefinitions().load(in).item();
          client.resource(crd).forceConflicts().serverSideApply();
          client
              .resource(crd)
              .waitUntilCondition(
                  c ->
                      c != null
                          && c.getStatus() != null
                          && c.getStatus().getConditions() != null
                          && c.getStatus().getConditions().stream()
                              .anyMatch(s ->
                                  "Established".equals(s.getType())
                                      && "True".equals(s.getStatus())),
                  30,
                  TimeUnit.SECONDS);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The role of the operator, as the chart renders it. */
  private void allow() {
    try (KubernetesClient client = client();
        InputStream in = Files.newInputStream(CHART)) {
      ClusterRole role =
          client.load(in).items().stream()
              .filter(ClusterRole.class::isInstance)
              .map(ClusterRole.class::cast)
              .filter(r -> r.getMetadata().getName().endsWith("-operator"))
              .findFirst()
              .orElseThrow();
      client.resource(role).serverSideApply();
      client
          .resource(
              new ClusterRoleBindingBuilder()
                  .withNewMetadata()
                  .withName(role.getMetadata().getName())
                  .endMetadata()
                  .withNewRoleRef(
                      "rbac.authorization.k8s.io", "ClusterRole", role.getMetadata().getName())
                  .addNewSubject("rbac.authorization.k8s.io", "User", OPERATOR, null)
                  .build())
          .serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
