package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.server.Endpoint.Action;
import dev.sextant.server.Endpoint.OfModel;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EndpointTest {
  private static Stream<Arguments> paths() {
    return Stream.of(
        Arguments.of("/v2", new Endpoint.Server()),
        Arguments.of("/v2/", new Endpoint.Server()),
        Arguments.of("/v2/health/live", new Endpoint.Live()),
        Arguments.of("/v2/health/ready", new Endpoint.Ready()),
        Arguments.of("/v2/models", new Endpoint.Models()),
        Arguments.of("/v2/models/", new Endpoint.Models()),
        Arguments.of("/metrics", new Endpoint.Metrics()),
        Arguments.of("/v2/models/m", new OfModel("m", "", Action.METADATA)),
        Arguments.of("/v2/models/m/", new OfModel("m", "", Action.METADATA)),
        Arguments.of("/v2/models/a%20b%2Bc+d", new OfModel("a b+c+d", "", Action.METADATA)),
        Arguments.of("/v2/models/100%", new OfModel("100%", "", Action.METADATA)),
        Arguments.of("/v2/models/m/ready", new OfModel("m", "", Action.READY)),
        Arguments.of("/v2/models/m/infer", new OfModel("m", "", Action.INFER)),
        Arguments.of("/v2/models/m/versions/7", new OfModel("m", "7", Action.METADATA)),
        Arguments.of("/v2/models/m/versions/7/ready", new OfModel("m", "7", Action.READY)),
        Arguments.of("/v2/models/m/versions/7/infer", new OfModel("m", "7", Action.INFER)),
        Arguments.of("/v2/models/m/versions", new Endpoint.Unknown()),
        Arguments.of("/v2/models/m/versions/7/infer/x", new Endpoint.Unknown()),
        Arguments.of("/v2/models//infer", new Endpoint.Unknown()),
        Arguments.of("/v2/models/m/generate", new Endpoint.Unknown()),
        Arguments.of("", new Endpoint.Unknown()),
        Arguments.of("/", new Endpoint.Unknown()));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void readsPaths(String path, Endpoint expected) {
    assertThat(Endpoint.parse(path)).isEqualTo(expected);
  }

  @Property(tries = 500)
  void neverFails(@ForAll String rest) {
    assertThat(Endpoint.parse("/v2/models/" + rest)).isNotNull();
    assertThat(Endpoint.parse(rest)).isNotNull();
  }
}
