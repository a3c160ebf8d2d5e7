package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.protocol.ErrorKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the server counts, in the text format of Prometheus. */
final class ServerMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Wire, Counter> succeeded = new EnumMap<>(Wire.class);
  private final Map<Wire, Map<ErrorKind, Counter>> failed = new EnumMap<>(Wire.class);
  private final Map<Wire, Timer> latency = new EnumMap<>(Wire.class);
  private final Counter rows;

  ServerMetrics() {
    for (Wire wire : Wire.values()) {
      boolean rest = wire == Wire.REST;
      succeeded.put(wire, requests(wire, rest ? "200" : "OK"));
      var kinds = new EnumMap<ErrorKind, Counter>(ErrorKind.class);
      for (ErrorKind kind : ErrorKind.values()) {
        String code = rest ? Integer.toString(kind.httpStatus()) : kind.grpcCode().name();
        kinds.put(kind, requests(wire, code));
      }
      failed.put(wire, kinds);
      latency.put(
          wire,
          Timer.builder("sextant.server.request")
              .description("Time from the whole request to the answer")
              .tag("protocol", label(wire))
              .serviceLevelObjectives(BUCKETS)
              .register(registry));
    }
    rows =
        Counter.builder("sextant.server.rows")
            .description("Rows that were predicted")
            .register(registry);
  }

  private Counter requests(Wire wire, String code) {
    return Counter.builder("sextant.server.requests")
        .description("Answered infer requests by protocol and code")
        .tag("protocol", label(wire))
        .tag("code", code)
        .register(registry);
  }

  private static String label(Wire wire) {
    return wire.name().toLowerCase(Locale.ROOT);
  }

  /** Which model is served, how long it took to load, and what is going on inside. */
  void describe(
      ServerConfig config,
      String digest,
      Duration load,
      int goldenCases,
      Lifecycle lifecycle,
      Supplier<Number> queued) {
    Gauge.builder("sextant.server.model.info", () -> 1)
        .description("The model that is served")
        .tag("model", config.model())
        .tag("version", config.version())
        .tag("digest", digest)
        .register(registry);
    gauge("load.seconds", "Time to load the model and to check it", load.toNanos() / 1e9);
    gauge("golden.cases", "Golden requests that the model answered as in training", goldenCases);
    Gauge.builder("sextant.server.ready", () -> lifecycle.isReady() ? 1 : 0)
        .description("1 while the server asks for requests, 0 while it drains")
        .register(registry);
    Gauge.builder("sextant.server.in.flight", lifecycle::inFlight)
        .description("Requests that are not answered yet")
        .register(registry);
    Gauge.builder("sextant.server.queued", queued)
        .description("Requests that wait for a thread")
        .register(registry);
  }

  private void gauge(String name, String description, double value) {
    Gauge.builder("sextant.server." + name, () -> value)
        .description(description)
        .register(registry);
  }

  /**
   * Counts an answer.
   *
   * @param error what went wrong; null for an answer with predictions
   */
  void answered(Wire wire, @Nullable ErrorKind error, long startNanos) {
    Counter counter = error == null ? succeeded.get(wire) : counterOf(wire, error);
    if (counter != null) {
      counter.increment();
    }
    Timer timer = latency.get(wire);
    if (timer != null) {
      timer.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
  }

  private @Nullable Counter counterOf(Wire wire, ErrorKind error) {
    Map<ErrorKind, Counter> kinds = failed.get(wire);
    return kinds == null ? null : kinds.get(error);
  }

  void predicted(int count) {
    rows.increment(count);
  }

  /** The text that Prometheus reads. */
  String scrape() {
    return registry.scrape();
  }
}
