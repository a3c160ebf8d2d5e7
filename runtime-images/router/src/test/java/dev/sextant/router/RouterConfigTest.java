package dev.sextant.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterConfigTest {
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "SEXTANT_NAMESPACE", "demo", "SEXTANT_POD_NAME", "router-0", "SEXTANT_POD_UID", "u"));

  @Test
  void hasDefaultsForAllButItsIdentity() {
    RouterConfig config = RouterConfig.of(environment);

    assertThat(config.portRest()).isEqualTo(8080);
    assertThat(config.portGrpc()).isEqualTo(9000);
    assertThat(config.maxBodyBytes()).isEqualTo(16 << 20);
  }

  @Test
  void namesTheVariableThatIsWrong() {
    environment.put("SEXTANT_PORT_REST", "http");
    assertThatThrownBy(() -> RouterConfig.of(environment))
        .hasMessage("SEXTANT_PORT_REST: 'http' is not a whole number of 0 or more");

    environment.remove("SEXTANT_NAMESPACE");
    assertThatThrownBy(() -> RouterConfig.of(environment))
        .hasMessage("SEXTANT_NAMESPACE: not set; the operator sets it on the pod");
  }
}
