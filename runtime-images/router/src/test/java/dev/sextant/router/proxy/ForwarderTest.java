package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.Routes;
import dev.sextant.router.table.Target;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failed try says about its server. */
class ForwarderTest {
  private static final Endpoint A = new Endpoint("a", "1", 8080, 9000);

  private final Fleet fleet = new Fleet(InstantSource.system());
  private final Forwarder forwarder =
      new Forwarder(fleet, InstantSource.system(), new Measurements());

  @Test
  void holdsNothingAgainstAServerToWhichTooManyRequestsWait() {
    Forwarded<String> outcome = forward(new ConnectionPoolTooBusyException("1024 wait"));

    assertThat(outcome).isInstanceOf(Forwarded.Broken.class);
    assertThat(((Forwarded.Broken<String>) outcome).reason())
        .isEqualTo("the server a has too many requests waiting");
    assertThat(fleet.healthy(A)).isTrue();
    assertThat(fleet.inFlight()).isZero();
  }

  @Test
  void leavesAServerAloneThatBrokeOff() {
    assertThat(forward(new IOException("reset"))).isInstanceOf(Forwarded.Broken.class);

    assertThat(fleet.healthy(A)).isFalse();
    assertThat(fleet.inFlight()).isZero();
  }

  private Forwarded<String> forward(Exception failure) {
    var route =
        new ModelRoute(
            Routes.route("fare"), List.of(new Target("one", "version-one", 100, List.of(A))));
    return forwarder.forward(route, null, 1_000, new Failing(failure)).result();
  }

  private record Failing(Exception failure) implements Attempt<String> {
    @Override
    public Future<String> send(Endpoint server, long timeoutMillis) {
      return Future.failedFuture(failure);
    }

    @Override
    public boolean callerGone() {
      return false;
    }

    @Override
    public boolean unavailable(String answer) {
      return false;
    }
  }
}
