package dev.sextant.operator.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/**
 * Renders the probes of servers and routers, which both answer on the REST port.
 *
 * <p>Readiness says who is asked, liveness who is killed. A process that is starved of CPU is slow
 * and not dead: killing it makes the node busier still, and its callers fail instead of waiting.
 */
final class Probes {
  private static final int SECONDS = 5;

  private Probes() {}

  /** While a process starts, which may take long: a large model, a busy node. */
  static Probe startup(String path) {
    return http(path, 1, SECONDS, 300);
  }

  /** Asks every {@code period} seconds; so many failures in a row take it out of its Service. */
  static Probe readiness(String path, int period, int failures) {
    return http(path, period, SECONDS, failures);
  }

  /** Only silence for three minutes, with 15 seconds for each answer, is taken for death. */
  static Probe liveness(String path) {
    return http(path, 15, 15, 12);
  }

  private static Probe http(String path, int period, int timeout, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(Routing.REST))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(timeout)
        .withSuccessThreshold(1)
        .withFailureThreshold(failures)
        .build();
  }
}
