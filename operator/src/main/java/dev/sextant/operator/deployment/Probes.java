package dev.sextant.operator.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/** Renders the probes of servers and routers, which both answer on the REST port. */
final class Probes {
  private Probes() {}

  /** Asks for a path every {@code period} seconds; so many failures in a row count as one. */
  static Probe http(String path, int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(Routing.REST))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(5)
        .withSuccessThreshold(1)
        .withFailureThreshold(failures)
        .build();
  }
}
