package dev.sextant.bench.operator;

import static org.awaitility.Awaitility.await;

import dev.sextant.bench.JavaProgram;
import dev.sextant.bench.Measured;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged operator, with the options of its image and the heap of its pod. */
final class OperatorProcess implements AutoCloseable {
  static final String NAMESPACE = "sextant-system";

  /** What the image's share of the chart's memory limit comes to. */
  private static final int HEAP = 512 * 50 / 100;

  private static final Duration START = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Measured process;
  private final int port;
  private final long began;

  private OperatorProcess(Measured process, int port, long began) {
    this.process = process;
    this.port = port;
    this.began = began;
  }

  static OperatorProcess start(Path root, Path kubeconfig, Path logs, String name)
      throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command =
        JavaProgram.command(
            HEAP,
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                root.resolve("operator/target/quarkus-app/quarkus-run.jar").toString()));
    long began = System.nanoTime();
    Measured process =
        Measured.start(
            name,
            command,
            Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "SEXTANT_NAMESPACE",
                NAMESPACE,
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port)),
            logs);
    return new OperatorProcess(process, port, began);
  }

  /** Waits until it says that it is ready; the nanoseconds since it was started. */
  long awaitReady() {
    await()
        .atMost(START)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          process.requireAlive();
          return isReady();
        });
    return System.nanoTime() - began;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** How many times its controllers have reconciled anything. */
  double reconciliations() throws IOException, InterruptedException {
    return sum("reconciliations_execution_duration_seconds_count");
  }

  /** How many objects wait to be reconciled, or are being so. */
  double waiting() throws IOException, InterruptedException {
    return sum("reconciliations_queue{") + sum("reconciliations_active{");
  }

  /** What is in use of its heap after a collection of everything, in bytes. */
  long liveBytes() throws IOException, InterruptedException {
    Process collection =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!collection.waitFor(60, TimeUnit.SECONDS) || collection.exitValue() != 0) {
      collection.destroyForcibly();
      throw new IOException("jcmd GC.run did not end well");
    }
    return (long) sum("jvm_memory_used_bytes{area=\"heap\"");
  }

  private double sum(String prefix) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  long residentBytes() throws IOException {
    return process.residentBytes();
  }

  long cpuNanos() throws IOException {
    return process.cpuNanos();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
