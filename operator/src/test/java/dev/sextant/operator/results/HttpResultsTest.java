package dev.sextant.operator.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.kernel.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpResultsTest {
  private static final byte[] RESULT =
      Json.write(new JobResult.SnapshotRefused("abc", List.of())).getBytes(StandardCharsets.UTF_8);

  private HttpServer server;
  private byte[] body = RESULT;
  private int status = 200;
  private final HttpResults results = new HttpResults(Clock.systemUTC());
  private final AtomicInteger woken = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsWhatTheJobWroteAndWakesTheOwner() {
    Results.Answer answer = read(Json.sha256(RESULT));

    assertThat(answer).isInstanceOf(Results.Answer.Read.class);
    assertThat(woken).hasValue(1);
  }

  @Test
  void doesNotBelieveOtherBytes() {
    body =
        "{\"result\":\"SnapshotRefused\",\"inputHash\":\"forged\"}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(read(Json.sha256(RESULT)))
        .isInstanceOfSatisfying(
            Results.Answer.Unreadable.class, a -> assertThat(a.message()).contains("SHA-256"));
  }

  @Test
  void readsNoMoreThanOneMebibyte() {
    body = new byte[(1 << 20) + 1];

    assertThat(read(Json.sha256(body)))
        .isInstanceOfSatisfying(
            Results.Answer.Unreadable.class, a -> assertThat(a.message()).contains("1 MiB"));
  }

  @Test
  void saysWhatTheStoreAnswered() {
    status = 403;

    assertThat(read(Json.sha256(RESULT)))
        .isInstanceOfSatisfying(
            Results.Answer.Unreadable.class, a -> assertThat(a.message()).contains("403"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://store:9000/b/k?x=1,            http://store:9000,        true",
    "http://bucket.store:9000/k,           http://store:9000,        true",
    "https://s3.example.org/b/k,           https://s3.example.org/,  true",
    "https://s3.example.org:443/b/k,       https://s3.example.org/,  true",
    "http://store:9001/b/k,                http://store:9000,        false",
    "https://store:9000/b/k,               http://store:9000,        false",
    "http://evilstore:9000/b/k,            http://store:9000,        false",
    "http://store:9000@evil:9000/b/k,      http://store:9000,        false",
    "http://169.254.169.254/latest,        http://store:9000,        false",
  })
  void goesToNoHostButTheStores(String url, String endpoint, boolean allowed) {
    assertThat(HttpResults.belongs(URI.create(url), URI.create(endpoint))).isEqualTo(allowed);
  }

  private Results.Answer read(String sha256) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    results.request(
        new Step.ReadResult("job-uid", endpoint.resolve("/b/k"), sha256, endpoint),
        woken::incrementAndGet);
    await().atMost(Duration.ofSeconds(10)).until(() -> woken.get() > 0);
    return results.find("job-uid").orElseThrow();
  }
}
