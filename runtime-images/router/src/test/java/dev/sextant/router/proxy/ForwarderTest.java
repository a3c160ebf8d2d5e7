package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.Routes;
import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.Target;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a failed try says about its server. */
class ForwarderTest {
  private static final Endpoint A = new Endpoint("a", "1", 8080, 9000);
  private static final Endpoint B = new Endpoint("b", "2", 8080, 9000);
  private static final Endpoint C = new Endpoint("c", "3", 8080, 9000);
  private static final Endpoint D = new Endpoint("d", "4", 8080, 9000);

  private final Fleet fleet = new Fleet(InstantSource.system());
  private final State state = new State();
  private final Forwarder forwarder =
      new Forwarder(state, fleet, InstantSource.system(), new Measurements());

  @Test
  void holdsNothingAgainstAServerToWhichTooManyRequestsWait() {
    Forwarded<String> outcome =
        forward(new NotSentException(new ConnectionPoolTooBusyException("1024 wait")));

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

  @Test
  void asksAServerThatIsEndingItsConnectionOnceMoreWhereThereIsNoOther() {
    var script = new Script(new HttpClosedException(new GoAway().setLastStreamId(7)));

    Forwarded<String> outcome = forward(script, A);

    assertThat(outcome).isInstanceOf(Forwarded.Answered.class);
    assertThat(script.asked).containsExactly(A, A);
    assertThat(fleet.healthy(A)).isTrue();
  }

  @Test
  void countsNoTryThatAServerHasNotTaken() {
    var script =
        new Script(
            new StreamResetException(7),
            new HttpClosedException(new GoAway().setLastStreamId(7)),
            new NotSentException(new ConnectException("refused")),
            new IOException("reset"),
            new IOException("reset"));

    assertThat(forward(script, A, B, C, D)).isInstanceOf(Forwarded.Answered.class);
    assertThat(script.asked).hasSize(6);
  }

  @Test
  void givesUpAfterSomeRefusals() {
    var script = new Script();
    for (int i = 0; i < 20; i++) {
      script.failures.add(new StreamResetException(7));
    }

    assertThat(forward(script, A)).isInstanceOf(Forwarded.Broken.class);
    assertThat(script.asked).hasSize(5);
  }

  @Test
  void triesAServerTwiceAtMostThatBreaksOff() {
    var script =
        new Script(new IOException("reset"), new IOException("reset"), new IOException("reset"));

    assertThat(forward(script, A)).isInstanceOf(Forwarded.Broken.class);
    assertThat(script.asked).containsExactly(A, A);
  }

  @Test
  void goesByTheServersOfNow() {
    var script = new Script(new NotSentException(new ConnectException("refused")));
    install("one", B);

    assertThat(forward(script, A)).isInstanceOf(Forwarded.Answered.class);
    assertThat(script.asked).containsExactly(A, B);
  }

  @Test
  void goesToAnotherArmWhenItsOwnHasLeftTheRoute() {
    var script = new Script(new NotSentException(new ConnectException("refused")));
    install("two", B);

    Forwarded<String> outcome = forward(script, A);

    assertThat(((Forwarded.Answered<String>) outcome).target().revision()).isEqualTo("two");
  }

  private void install(String revision, Endpoint... servers) {
    state.install(
        new RoutingTable(
            Map.of(
                "fare",
                new ModelRoute(
                    Routes.route("fare"),
                    List.of(new Target(revision, "version-" + revision, 100, List.of(servers)))))));
  }

  private Forwarded<String> forward(Script script, Endpoint... servers) {
    var route =
        new ModelRoute(
            Routes.route("fare"), List.of(new Target("one", "version-one", 100, List.of(servers))));
    return forwarder.forward(route, null, 1_000, script).result();
  }

  private Forwarded<String> forward(Exception failure) {
    var route =
        new ModelRoute(
            Routes.route("fare"), List.of(new Target("one", "version-one", 100, List.of(A))));
    return forwarder.forward(route, null, 1_000, new Failing(failure)).result();
  }

  /** Fails as written, then answers. */
  private static final class Script implements Attempt<String> {
    private final List<Exception> failures;
    private final List<Endpoint> asked = new ArrayList<>();

    Script(Exception... failures) {
      this.failures = new ArrayList<>(List.of(failures));
    }

    @Override
    public Future<String> send(Endpoint server, long timeoutMillis) {
      asked.add(server);
      return failures.isEmpty()
          ? Future.succeededFuture("good")
          : Future.failedFuture(failures.removeFirst());
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
