package dev.sextant.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged operator as a process of its own, with all that the profile of production has. */
final class OperatorProcess implements AutoCloseable {
  private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Duration START = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  private OperatorProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param name of its pod
   * @param namespace the one that it looks after, where its lease is too
   * @param work where its kubeconfig and its log are put
   * @param more of its environment
   */
  static OperatorProcess start(
      String name, String namespace, String kubeconfig, Path work, Map<String, String> more)
      throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path log = work.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                PROGRAM.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "KUBECONFIG", Files.writeString(work.resolve(name + ".config"), kubeconfig).toString());
    environment.put("HOSTNAME", name);
    environment.put("SEXTANT_NAMESPACE", namespace);
    environment.put("SEXTANT_NAMESPACES", namespace);
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.putAll(more);
    builder.environment().keySet().removeIf(key -> key.startsWith("QUARKUS_"));
    builder.environment().putAll(environment);
    return new OperatorProcess(builder.start(), port, log);
  }

  int port() {
    return port;
  }

  /** Waits until a probe of readiness would find it ready. */
  OperatorProcess awaitReady() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          assertThat(process.isAlive()).as("the operator lives, see %s", log).isTrue();
          return status("/q/health/ready") == 200;
        });
    return this;
  }

  /** What an endpoint answers; -1 while nothing does. */
  int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return -1;
    }
  }

  /** All samples of a metric whose labels contain that text, added up. */
  double metric(String name, String labels) throws IOException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(labels))
        // A trace may stand behind the value, as an exemplar.
        .map(line -> line.replaceFirst(" # .*", ""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The metrics in Prometheus' text format. */
  String metrics() throws IOException {
    return get("/metrics").body();
  }

  /** What it wrote. */
  List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  /** Posts a report with a token, over a connection that is kept. */
  int report(String token, String report) throws IOException {
    return report(http, port, token, report);
  }

  /** Posts a report as a worker does. */
  static int report(HttpClient http, int port, String token, String report) throws IOException {
    return send(
            http,
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/progress"))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(report))
                .build())
        .statusCode();
  }

  private HttpResponse<String> get(String path) throws IOException {
    return send(
        http,
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build());
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request)
      throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends it from one instant to the next. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    http.close();
  }
}
