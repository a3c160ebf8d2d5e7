package dev.sextant.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.Termination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own, told to stop while a store keeps it waiting. */
class PodSignalTest {
  @TempDir Path directory;

  @Test
  void saysSoWhenItIsToldToStop() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer store = busyStore(asked);
    Path message = directory.resolve("termination-log");
    Process pod = pod(store.getAddress().getPort(), message);

    await().atMost(Duration.ofSeconds(60)).until(() -> asked.get() > 0 || !pod.isAlive());
    pod.destroy();
    boolean ended = pod.waitFor(30, TimeUnit.SECONDS);
    store.stop(0);

    assertThat(ended).isTrue();
    // Whichever ends first, the signal's default or the job: neither is a refusal.
    assertThat(pod.exitValue()).isIn(Termination.EXIT_FAILED, 128 + 15);
    Termination termination = Json.read(Files.readString(message), Termination.class);
    assertThat(termination.reason()).isEqualTo("Interrupted");
    assertThat(termination.message()).contains("told to stop");
    assertThat(directory.resolve("scratch")).isEmptyDirectory();
  }

  private static HttpServer busyStore(AtomicInteger asked) throws IOException {
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    store.start();
    return store;
  }

  private Process pod(int port, Path message) throws IOException {
    StoreLocation location =
        new StoreLocation("http://127.0.0.1:" + port, "us-east-1", "artifacts", "", true);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().put(JobSpec.ENVIRONMENT, Json.write(new ProbeJob(location, 300)));
    builder.environment().put(PodJob.TERMINATION_PATH, message.toString());
    builder.environment().put(PodJob.SCRATCH, directory.resolve("scratch").toString());
    builder.environment().put("SEXTANT_STORE_ACCESS_KEY_ID", "someone");
    builder.environment().put("SEXTANT_STORE_SECRET_ACCESS_KEY", "secret");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }
}
