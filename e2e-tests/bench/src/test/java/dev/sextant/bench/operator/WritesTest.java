package dev.sextant.bench.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class WritesTest {
  private static final String BEFORE =
      """
      # TYPE apiserver_request_total counter
      apiserver_request_total{code="200",component="apiserver",dry_run="",group="coordination.k8s.io",resource="leases",scope="resource",subresource="",verb="PUT",version="v1"} 5
      apiserver_request_total{code="200",component="apiserver",dry_run="",group="sextant.dev",resource="trainingruns",scope="resource",subresource="status",verb="APPLY",version="v1alpha1"} 2
      apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="pods",scope="cluster",subresource="",verb="LIST",version="v1"} 9
      """;

  @Test
  void countsWhatWritesAndNothingElse() {
    assertThat(Writes.read(BEFORE).counts())
        .isEqualTo(Map.of("PUT leases", 5L, "APPLY trainingruns/status", 2L));
  }

  @Test
  void leavesLeasesOutOfADifference() {
    String after =
        BEFORE.replace("} 5", "} 8").replace("} 2", "} 3")
            + "apiserver_request_total{code=\"201\",resource=\"jobs\",subresource=\"\",verb=\"POST\"} 1.0e+00\n"
            + "apiserver_request_total{code=\"409\",resource=\"jobs\",subresource=\"\",verb=\"POST\"} 2\n";

    Writes more = Writes.read(after).since(Writes.read(BEFORE));

    assertThat(more.counts()).isEqualTo(Map.of("APPLY trainingruns/status", 1L, "POST jobs", 3L));
    assertThat(more.total()).isEqualTo(4);
    assertThat(Writes.read(after).since(Writes.read(after)).total()).isZero();
  }
}
