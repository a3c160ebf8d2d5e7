package dev.sextant.router.proxy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** The router's own metrics, in Prometheus text format. */
public final class Measurements {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentMap<Labels, Timer> timers = new ConcurrentHashMap<>();
  private final Counter retries =
      Counter.builder("sextant.router.retries")
          .description("Tries at another server after the first one failed")
          .register(registry);

  private record Labels(String model, String revision, String protocol, String code) {}

  /** Shows a number that is read when it is asked for. */
  public void gauge(String name, String description, Supplier<Number> value) {
    io.micrometer.core.instrument.Gauge.builder(name, value)
        .description(description)
        .register(registry);
  }

  void answered(String model, String revision, String protocol, String code, long nanos) {
    timers
        .computeIfAbsent(new Labels(model, revision, protocol, code), this::timer)
        .record(Duration.ofNanos(nanos));
  }

  /** How many requests came by a protocol and were answered, by whom and however. */
  public long answered(String protocol) {
    return timers.entrySet().stream()
        .filter(e -> e.getKey().protocol().equals(protocol))
        .mapToLong(e -> e.getValue().count())
        .sum();
  }

  void retried() {
    retries.increment();
  }

  private Timer timer(Labels labels) {
    return Timer.builder("sextant.router.requests")
        .description("Requests by model, revision, protocol and code, and their duration")
        .tag("model", labels.model())
        .tag("revision", labels.revision())
        .tag("protocol", labels.protocol())
        .tag("code", labels.code())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  String scrape() {
    return registry.scrape();
  }
}
