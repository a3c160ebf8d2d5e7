package dev.sextant.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoadTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private volatile int status = 200;
  private volatile long pauseNanos;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.incrementAndGet();
          LockSupport.parkNanos(pauseNanos);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private RestTarget target() {
    return new RestTarget(
        server.getAddress().getPort(), "/echo", "hello".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void asksOnceAndReadsTheAnswer() throws Exception {
    try (RestTarget target = target()) {
      assertThat(target.ask()).isEqualTo("hello");
    }
  }

  @Test
  void countsEveryAnswerOfCallersWithoutPause() throws Exception {
    try (RestTarget target = target()) {
      Outcome outcome = Load.run(target, Shape.closed(4, Duration.ofMillis(500)));

      assertThat(outcome.answered()).isPositive().isEqualTo(requests.get());
      assertThat(outcome.percentile(99)).isGreaterThanOrEqualTo(outcome.percentile(50));
    }
  }

  @Test
  void asksAtTheRateAndNothingTwice() throws Exception {
    try (RestTarget target = target()) {
      Outcome outcome = Load.run(target, Shape.paced(5, Duration.ofSeconds(1), 50));

      assertThat(outcome.answered()).isEqualTo(50).isEqualTo(requests.get());
    }
  }

  @Test
  void countsTheWaitOfRequestsThatCouldNotBeSentInTime() throws Exception {
    pauseNanos = 100_000_000;
    try (RestTarget target = target()) {
      Outcome outcome = Load.run(target, Shape.paced(1, Duration.ofSeconds(1), 100));

      // One answer takes 100 ms, one is due every 10 ms: it is given up after twice the time, when
      // what is sent had been due for most of that.
      assertThat(outcome.answered()).isLessThanOrEqualTo(21);
      assertThat(outcome.percentile(100)).isGreaterThan(1e9);
    }
  }

  @Test
  void endsAtTheFirstAnswerThatIsNoSuccess() {
    status = 503;
    try (RestTarget target = target()) {
      assertThatThrownBy(() -> Load.run(target, Shape.closed(2, Duration.ofSeconds(5))))
          .hasMessageContaining("503");
    }
  }
}
