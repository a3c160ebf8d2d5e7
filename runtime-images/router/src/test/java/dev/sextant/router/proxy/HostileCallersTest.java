package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.http.HeldBytes;
import dev.sextant.router.LibraryLogs;
import dev.sextant.router.RouterConfig;
import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers that want more than is good for the router, or speak HTTP as few clients do. */
class HostileCallersTest {
  private static final int MAX_BODY = 64 << 10;
  private static final int MOST_HELD = 100_000;

  private final Vertx vertx = Vertx.vertx();
  private final State state = new State();
  private final HeldBytes held = new HeldBytes(MOST_HELD);
  private final Proxy proxy =
      new Proxy(
          vertx,
          new RouterConfig("demo", "router", "uid", 0, 0, Path.of("unused"), MAX_BODY, 1, 0),
          state,
          new Fleet(InstantSource.system()),
          new Measurements(),
          InstantSource.system(),
          held);

  @BeforeEach
  void listen() throws Exception {
    proxy.listen(1).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void holdsNoMoreThanItMayAndTakesRequestsAgainWhenSomeAreGone() throws Exception {
    install(target("one", server(request -> request.response().end("good"))));
    String most = "x".repeat(MAX_BODY - 1);
    try (Socket first = connect();
        Socket second = connect()) {
      // Neither sends its last byte, so that both stay.
      send(first, "Content-Length: " + MAX_BODY + "\r\n", most);
      await().until(() -> held.held() == most.length());

      String tooMany = "x".repeat(MOST_HELD - most.length() + 1);
      send(second, "Connection: close\r\nContent-Length: " + tooMany.length() + "\r\n", tooMany);

      assertThat(answer(second))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after: 1")
          .contains("holds " + MOST_HELD + " bytes");
    }
    await().until(() -> held.held() == 0);

    try (Socket third = connect()) {
      send(third, "Connection: close\r\nContent-Length: " + MAX_BODY + "\r\n", most + "x");
      assertThat(answer(third)).startsWith("HTTP/1.1 200").endsWith("good");
    }
    assertThat(held.held()).isZero();
  }

  @Test
  void closesTheConnectionOfABodyThatIsNotRead() throws Exception {
    install(target("one", server(request -> request.response().end("good"))));
    try (Socket caller = connect()) {
      // Its rest never comes; the caller does not ask to close, and has the answer all the same.
      send(caller, "Content-Length: 1000000000\r\n", "x".repeat(MAX_BODY + 1));

      assertThat(answer(caller))
          .startsWith("HTTP/1.1 413")
          .containsIgnoringCase("connection: close")
          .contains("send fewer rows");
    }
  }

  @Test
  void givesBackWhatARefusedRequestHeld() throws Exception {
    install(target("one", server(request -> request.response().end("good"))));
    try (Socket caller = connect()) {
      String tooMany = "x".repeat(2 * MAX_BODY);
      send(caller, "Connection: close\r\nContent-Length: " + tooMany.length() + "\r\n", tooMany);
      assertThat(answer(caller)).startsWith("HTTP/1.1 413");
    }

    assertThat(held.held()).isZero();
  }

  @Test
  void letsACallerGoOnThatAsksFirst() throws Exception {
    install(target("one", server(request -> request.response().end("good"))));
    try (Socket caller = connect()) {
      send(caller, "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n", "");
      byte[] start = caller.getInputStream().readNBytes("HTTP/1.1 100".length());
      assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 100");

      caller.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));

      assertThat(answer(caller)).contains("HTTP/1.1 200").endsWith("good");
    }
  }

  @Test
  void keepsHeadersOfTheCallersConnectionFromTheServer() throws Exception {
    install(
        target(
            "one", server(request -> request.response().end("seen " + request.headers().names()))));
    try (Socket caller = connect()) {
      send(
          caller,
          String.join(
              "\r\n",
              "Connection: close",
              "Connection: X-Other , X-Secret",
              "X-Other: 1",
              "X-Secret: 1",
              "Proxy-Authorization: b",
              "X-Kept: 1",
              "Content-Length: 2",
              ""),
          "{}");

      assertThat(answer(caller))
          .contains("x-kept")
          .doesNotContainIgnoringCase("x-other")
          .doesNotContainIgnoringCase("x-secret")
          .doesNotContainIgnoringCase("proxy-authorization");
    }
  }

  @Test
  void answersRequestsThatComeAtOnceOnOneConnectionInTheirOrder() throws Exception {
    install(
        target(
            "one",
            server(request ->
                request.body().onSuccess(body -> request.response().end("<" + body + ">")))));
    try (Socket caller = connect()) {
      send(caller, "Content-Length: 1\r\n", "1");
      send(caller, "Content-Length: 1\r\n", "2");
      send(caller, "Connection: close\r\nContent-Length: 1\r\n", "3");

      assertThat(answer(caller)).matches("(?s).*<1>.*<2>.*<3>");
    }
  }

  @Test
  void warnsOfNobodyWhoLeaves() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    install(
        target(
            "one",
            server(request -> {
              if (asked.incrementAndGet() % 2 == 0) {
                request.response().end("x".repeat(1 << 20));
              }
            })));
    LibraryLogs.quieten();
    try (var warnings = new Warnings()) {
      for (int i = 0; i < 8; i++) {
        try (Socket caller = i < 4 ? connect() : connect(proxy.portGrpc())) {
          // Closed with a reset, in the middle of a request or of its answer.
          caller.setSoLinger(true, 0);
          if (i < 4) {
            send(caller, "Content-Length: " + (i < 2 ? 1000 : 2) + "\r\n", "{}");
          } else {
            caller
                .getOutputStream()
                .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            caller.getOutputStream().write(i < 6 ? new byte[9] : new byte[100]);
          }
          int before = i;
          await().until(() -> before < 2 || before >= 4 || asked.get() == before - 1);
        }
      }
      try (Socket caller = connect()) {
        send(caller, "Connection: close\r\nContent-Length: 9\r\n", "what is 1");
        await().until(() -> asked.get() == 3);
      }
      await().until(() -> held.held() == 0);

      assertThat(warnings.all()).isEmpty();
    }
  }

  @Test
  void saysThatANamedVersionHasNoServer() throws Exception {
    install(target("one", server(request -> request.response().end("good"))), target("two"));
    try (Socket caller = connect()) {
      caller
          .getOutputStream()
          .write(
              "GET /v2/models/fare/versions/version-two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));

      assertThat(answer(caller)).startsWith("HTTP/1.1 503").contains("has no ready server");
    }
  }

  private Socket connect() throws IOException {
    return connect(proxy.portRest());
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String headers, String body) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("POST /v2/models/fare/infer HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Endpoint server(Consumer<HttpServerRequest> handler) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(handler::accept)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    return new Endpoint("pod", "127.0.0.1", server.actualPort(), server.actualPort());
  }

  private void install(Target... targets) {
    RouteTable table =
        RouteTable.of(new RouteTable.Deployment("fare", "uid"), "fare", 5_000, List.of());
    state.install(new RoutingTable(Map.of("fare", new ModelRoute(table, List.of(targets)))));
  }

  private static Target target(String revision, Endpoint... endpoints) {
    return new Target(revision, "version-" + revision, 50, List.of(endpoints));
  }
}
