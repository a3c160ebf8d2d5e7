package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.router.RouterConfig;
import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** All event loops listen on one port, and each has connections of its own. */
class EventLoopsTest {
  @Test
  void shareTheCallers() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Set<String> connections = ConcurrentHashMap.newKeySet();
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(request -> {
                connections.add(request.connection().remoteAddress().toString());
                request.response().end();
              })
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      State state = new State();
      var endpoint = new Endpoint("pod", "127.0.0.1", server.actualPort(), server.actualPort());
      state.install(
          new RoutingTable(
              Map.of(
                  "fare",
                  new ModelRoute(
                      RouteTable.of(
                          new RouteTable.Deployment("fare", "uid"), "fare", 10_000, List.of()),
                      List.of(new Target("one", "v", 100, List.of(endpoint)))))));
      Proxy proxy =
          new Proxy(
              vertx,
              new RouterConfig(
                  "demo", "router", "uid", freePort(), 0, Path.of("unused"), 1 << 16, 1, 0),
              state,
              new Fleet(InstantSource.system()),
              new Measurements(),
              InstantSource.system());
      proxy.listen(2).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

      // One after the other: a loop that serves two of them uses its one connection again.
      for (int i = 0; i < 4; i++) {
        try (HttpClient caller = HttpClient.newHttpClient()) {
          assertThat(ask(caller, proxy.portRest())).isEqualTo(200);
        }
      }

      assertThat(connections).hasSize(2);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static int ask(HttpClient caller, int port) throws IOException, InterruptedException {
    return caller
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/models/fare"))
                .version(HttpClient.Version.HTTP_1_1)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
