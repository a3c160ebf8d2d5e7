package dev.sextant.router.follow;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real kube-apiserver on its own etcd, which can be killed and comes back with the same data. The
 * library that starts API servers elsewhere ends etcd with them.
 */
final class ApiServer implements AutoCloseable {
  private static final Path PROGRAMS = Path.of(System.getProperty("user.home"), ".kubeapitest/k8s");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path directory;
  private final Path programs;
  private final String token = UUID.randomUUID().toString();
  private final int port = freePort();
  private final int etcdPort = freePort();
  private final int peerPort = freePort();
  private final Process etcd;
  private Process server;

  private ApiServer(Path directory, Path programs) throws IOException {
    this.directory = directory;
    this.programs = programs;
    Files.writeString(directory.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
    Files.writeString(directory.resolve("accounts.pem"), key());
    this.etcd = run("etcd", etcdArguments());
    this.server = run("kube-apiserver", serverArguments());
    awaitReady();
  }

  /** Starts it in a directory; the test is skipped where the programs are missing. */
  static ApiServer start(Path directory) throws IOException {
    Optional<Path> programs = programs();
    assumeTrue(
        programs.isPresent(),
        () -> "no kube-apiserver in " + PROGRAMS + ": scripts/setup.sh --cluster puts it there");
    return new ApiServer(directory, programs.orElseThrow());
  }

  private static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(PROGRAMS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PROGRAMS)) {
      return versions
          .filter(folder -> Files.isExecutable(folder.resolve("kube-apiserver")))
          .max(Comparator.naturalOrder());
    }
  }

  /** A client with all rights. */
  KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withMasterUrl("https://127.0.0.1:" + port)
                .withTrustCerts(true)
                .withDisableHostnameVerification(true)
                .withOauthToken(token)
                .build())
        .build();
  }

  /** Ends it without a word to anybody. */
  void kill() {
    end(server);
  }

  /** Starts it again, with what it knew. */
  void restart() throws IOException {
    server = run("kube-apiserver", serverArguments());
    awaitReady();
  }

  @Override
  public void close() {
    end(server);
    end(etcd);
  }

  private static void end(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve(program + ".log").toFile()))
        .start();
  }

  private List<String> etcdArguments() {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + peerPort;
    return List.of(
        "--data-dir=" + directory.resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync");
  }

  private List<String> serverArguments() {
    Path accounts = directory.resolve("accounts.pem");
    return List.of(
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + directory.resolve("certificates"),
        "--token-auth-file=" + directory.resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://127.0.0.1",
        "--service-account-key-file=" + accounts,
        "--service-account-signing-key-file=" + accounts,
        "--service-cluster-ip-range=10.96.0.0/16",
        "--disable-admission-plugins=ServiceAccount");
  }

  private void awaitReady() {
    try (KubernetesClient client = client()) {
      await().atMost(LIMIT).ignoreExceptions().until(() -> "ok".equals(client.raw("/readyz")));
    }
  }

  private static String key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
      return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
