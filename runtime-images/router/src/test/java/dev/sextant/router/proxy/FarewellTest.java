package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.router.RouterConfig;
import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How connections of callers end, frame by frame; most of the time it waits. */
@Execution(ExecutionMode.CONCURRENT)
class FarewellTest {
  private static final String INFER = "/inference.GRPCInferenceService/ModelInfer";
  private static final byte[] REQUEST = "\0\0\0\0\6\n\4fare".getBytes(StandardCharsets.ISO_8859_1);

  private final Vertx vertx = Vertx.vertx();
  private final State state = new State();
  private final List<HttpServerRequest> waiting = new ArrayList<>();
  private final Proxy proxy =
      new Proxy(
          vertx,
          new RouterConfig("demo", "router", "uid", 0, 0, Path.of("unused"), 1 << 16, 1, 0),
          state,
          new Fleet(InstantSource.system()),
          new Measurements(),
          InstantSource.system());

  @BeforeEach
  void listen() throws Exception {
    get(proxy.listen(1));
    HttpServer server =
        get(
            vertx
                .createHttpServer()
                .requestHandler(request -> {
                  synchronized (waiting) {
                    waiting.add(request);
                  }
                })
                .listen(0, "127.0.0.1"));
    var endpoint = new Endpoint("pod", "127.0.0.1", server.actualPort(), server.actualPort());
    state.install(
        new RoutingTable(
            Map.of(
                "fare",
                new ModelRoute(
                    RouteTable.of(
                        new RouteTable.Deployment("fare", "uid"), "fare", 10_000, List.of()),
                    List.of(new Target("one", "v", 100, List.of(endpoint)))))));
  }

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void takesTheStreamsThatWereOnTheirWayAndTheOnesThatWaitedForThose() throws Exception {
    try (var caller = new RawHttp2(proxy.portGrpc())) {
      caller.call(1, INFER, REQUEST);
      awaitWaiting(1);

      Future<Void> ended = proxy.end(9_000);
      assertThat(caller.await(f -> f.is(RawHttp2.GOAWAY)).lastStream())
          .isEqualTo(Integer.MAX_VALUE);
      RawHttp2.Frame ping = caller.await(f -> f.is(RawHttp2.PING));

      caller.call(3, INFER, REQUEST);
      awaitWaiting(2);
      caller.acknowledge(ping);
      answer();
      caller.await(f -> f.endsStream(1));
      caller.call(5, INFER, REQUEST);
      awaitWaiting(2);
      answer();
      caller.await(f -> f.endsStream(3));
      answer();
      caller.await(f -> f.endsStream(5));

      assertThat(caller.await(f -> f.is(RawHttp2.GOAWAY)).lastStream()).isEqualTo(5);
      assertThat(caller.awaitEnd()).isTrue();
      get(ended);
    }
  }

  @Test
  void answersACallerThatComesWhileOthersLeave() throws Exception {
    try (var slow = new RawHttp2(proxy.portGrpc())) {
      slow.call(1, INFER, REQUEST);
      awaitWaiting(1);
      Future<Void> ended = proxy.end(9_000);
      slow.acknowledge(slow.await(f -> f.is(RawHttp2.PING)));

      try (var late = new RawHttp2(proxy.portGrpc())) {
        late.call(1, INFER, REQUEST);
        awaitWaiting(2);
        answer();
        answer();
        late.await(f -> f.endsStream(1));
        assertThat(late.await(f -> f.is(RawHttp2.GOAWAY)).lastStream())
            .isEqualTo(Integer.MAX_VALUE);
        late.acknowledge(late.await(f -> f.is(RawHttp2.PING)));
        assertThat(late.await(f -> f.is(RawHttp2.GOAWAY)).lastStream()).isEqualTo(1);
      }
      slow.await(f -> f.endsStream(1));
      get(ended);
    }
  }

  /** A thousand deadlines that pass at once are a slow moment, not an attack. */
  @Test
  void keepsTheConnectionOfACallerWhoseDeadlinesPass() throws Exception {
    try (var caller = new RawHttp2(proxy.portGrpc())) {
      caller.call(1, INFER, REQUEST);
      awaitWaiting(1);
      for (int i = 0, stream = 3; i < 1_000; i++, stream += 2) {
        caller.call(stream, INFER, REQUEST);
        caller.cancel(stream);
      }

      answer();

      caller.await(f -> f.endsStream(1));
    }
  }

  @Test
  void doesNotWaitForACallerThatDoesNotHear() throws Exception {
    try (var deaf = new RawHttp2(proxy.portGrpc())) {
      deaf.call(1, INFER, REQUEST);
      awaitWaiting(1);

      get(proxy.end(1_000));

      assertThat(deaf.await(f -> f.is(RawHttp2.GOAWAY)).stream()).isZero();
      assertThat(deaf.awaitEnd()).isTrue();
    }
  }

  @Test
  void closesAnHttp1ConnectionWithItsLastAnswer() throws Exception {
    try (Socket used = connect();
        Socket unused = connect()) {
      send(used);
      awaitWaiting(1);
      state.drain();
      Future<Void> ended = proxy.end(9_000);

      answer();

      assertThat(new String(used.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close");
      assertThat(unused.getInputStream().readAllBytes()).isEmpty();
      get(ended);
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.portRest());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "POST /v2/models/fare/infer HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
                .getBytes(StandardCharsets.UTF_8));
  }

  private void awaitWaiting(int number) {
    await()
        .until(() -> {
          synchronized (waiting) {
            return waiting.size() == number;
          }
        });
  }

  /** The server answers the oldest request that it has. */
  private void answer() {
    synchronized (waiting) {
      HttpServerRequest request = waiting.removeFirst();
      vertx.runOnContext(_ -> request.response().putHeader("grpc-status", "0").end("{}"));
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
  }
}
