package dev.sextant.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.router.proxy.Fleet;
import dev.sextant.router.proxy.Measurements;
import dev.sextant.router.proxy.Proxy;
import dev.sextant.router.proxy.State;
import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.Target;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers and servers are replaced while callers who never ask twice go on. */
class RollingTest {
  private static final int PER_SECOND = 120;
  private static final int CONNECTIONS = 4;
  private static final long ANSWER_MILLIS = 30;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private Balancer rest;
  private Balancer grpc;

  @BeforeEach
  void open() throws Exception {
    rest = opened(new Balancer());
    grpc = opened(new Balancer());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }

  @Test
  void aRouterThatIsReplacedBreaksNoCall() throws Exception {
    Endpoint one = opened(new ModelServer(ANSWER_MILLIS, Duration.ZERO)).endpoint();
    Endpoint two = opened(new ModelServer(ANSWER_MILLIS, Duration.ZERO)).endpoint();
    Router old = router(one, two);
    Callers callers = callers();
    old.awaitCalls();

    for (int i = 0; i < 3; i++) {
      Router next = router(one, two);
      int before = callers.sent();
      old.leave();
      assertThat(callers.sent() - before).as("calls while a router left").isGreaterThan(100);
      next.awaitCalls();
      old = next;
    }

    assertThat(callers.stop()).isEmpty();
  }

  @Test
  void aServerThatIsReplacedBreaksNoCall() throws Exception {
    ModelServer old = opened(new ModelServer(ANSWER_MILLIS, Duration.ZERO));
    Endpoint stays = opened(new ModelServer(ANSWER_MILLIS, Duration.ZERO)).endpoint();
    Router router = router(old.endpoint(), stays);
    Callers callers = callers();
    router.awaitCalls();

    for (int i = 0; i < 3; i++) {
      await().until(settled(callers));
      ModelServer next = opened(new ModelServer(ANSWER_MILLIS, Duration.ZERO));
      // The router has not heard of it yet when the server begins to end.
      old.drain();
      router.install(next.endpoint(), stays);
      old = next;
    }

    await().until(settled(callers));
    assertThat(callers.stop()).isEmpty();
  }

  @Test
  void theOnlyServerMayCloseOldConnections() throws Exception {
    Endpoint only = opened(new ModelServer(ANSWER_MILLIS, Duration.ofSeconds(1))).endpoint();
    Router router = router(only);
    Callers callers = callers();
    router.awaitCalls();

    await().atMost(Duration.ofSeconds(30)).until(() -> callers.sent() > 6 * PER_SECOND);

    assertThat(callers.stop()).isEmpty();
  }

  private static Callable<Boolean> settled(Callers callers) {
    int before = callers.sent();
    return () -> callers.sent() > before + PER_SECOND / 2;
  }

  /** Not 0: all event loops listen on the same. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Callers callers() {
    return opened(new Callers(rest.port(), grpc.port(), CONNECTIONS)).start(PER_SECOND);
  }

  private Router router(Endpoint... servers) throws Exception {
    Router router = opened(new Router());
    router.install(servers);
    rest.add(router.proxy.portRest());
    grpc.add(router.proxy.portGrpc());
    return router;
  }

  private <T extends AutoCloseable> T opened(T one) {
    opened.add(one);
    return one;
  }

  /** A router without an API server. */
  private final class Router implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final State state = new State();
    private final Measurements measurements = new Measurements();
    private final RouterConfig config;
    private final Proxy proxy;

    Router() throws Exception {
      this.config =
          new RouterConfig(
              "demo", "router", "uid", freePort(), freePort(), Path.of("unused"), 1 << 20, 10, 1);
      this.proxy =
          new Proxy(
              vertx,
              config,
              state,
              new Fleet(InstantSource.system()),
              measurements,
              InstantSource.system());
      proxy.listen(2).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    void install(Endpoint... servers) {
      RouteTable table =
          RouteTable.of(new RouteTable.Deployment("fare", "uid"), "fare", 10_000, List.of());
      state.install(
          new RoutingTable(
              Map.of(
                  "fare",
                  new ModelRoute(table, List.of(new Target("one", "v", 100, List.of(servers)))))));
    }

    /** Ends as at SIGTERM; the Service hears of it a little later. */
    void leave() {
      Runnable unlist =
          () -> {
            rest.remove(proxy.portRest());
            grpc.remove(proxy.portGrpc());
          };
      vertx.setTimer(300, _ -> unlist.run());
      new Drain(config, state, proxy, () -> {}, vertx).run();
    }

    /** The first calls take long on a machine with little to spare: classes are loaded. */
    void awaitCalls() {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> measurements.answered("grpc") > 20 && measurements.answered("rest") > 20);
    }

    @Override
    public void close() {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(10, TimeUnit.SECONDS)
          .join();
    }
  }
}
