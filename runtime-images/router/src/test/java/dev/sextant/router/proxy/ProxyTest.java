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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The router between real clients and small servers, over real sockets. */
class ProxyTest {
  private static final int MAX_BODY = 64 << 10;

  private final Vertx vertx = Vertx.vertx();
  private final State state = new State();
  private final Fleet fleet = new Fleet(InstantSource.system());
  private final Measurements measurements = new Measurements();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A field, because Vert.x closes a client that nothing refers to. */
  private final io.vertx.core.http.HttpClient http2 =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  private final Proxy proxy =
      new Proxy(
          vertx,
          new RouterConfig("demo", "router", "uid", 0, 0, Path.of("unused"), MAX_BODY, 1, 0),
          state,
          fleet,
          measurements,
          InstantSource.system());

  @BeforeEach
  void listen() throws Exception {
    proxy.listen(2).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void passesARequestOnWithItsHeadersAndSaysWhoAnswered() throws Exception {
    Endpoint server =
        server(request ->
            request
                .body()
                .onSuccess(body ->
                    request
                        .response()
                        .putHeader("x-seen", request.getHeader("traceparent"))
                        .end(request.uri() + " " + body)));
    install(target("one", 100, server));

    HttpResponse<String> response =
        client.send(
            request("/v2/models/fare/infer?x=1")
                .header("traceparent", "00-abc")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("/v2/models/fare/infer?x=1 {}");
    assertThat(response.headers().firstValue("x-seen")).contains("00-abc");
    assertThat(response.headers().firstValue(Headers.REVISION)).contains("one");
    assertThat(response.headers().firstValue(Headers.VERSION)).contains("version-one");
  }

  @Test
  void triesAnotherServerWhenOneBreaksOffOrRefusesOrIsUnavailable() throws Exception {
    AtomicInteger broken = new AtomicInteger();
    Endpoint breaking =
        server(request -> {
          broken.incrementAndGet();
          request.connection().close();
        });
    Endpoint unavailable = server(request -> request.response().setStatusCode(503).end("later"));
    Endpoint good = server(request -> request.response().end("good"));
    install(target("one", 100, breaking, unavailable, good));

    for (int i = 0; i < 50; i++) {
      HttpResponse<String> response = post("/v2/models/fare/infer", "{}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("good");
    }

    assertThat(broken.get()).as("left alone after it broke off").isLessThan(10);
    assertThat(fleet.inFlight()).isZero();
  }

  @Test
  void passesAnErrorOfTheServerOnAsItIs() throws Exception {
    install(target("one", 100, server(r -> r.response().setStatusCode(400).end("{\"error\":1}"))));

    HttpResponse<String> response = post("/v2/models/fare/infer", "{}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{\"error\":1}");
  }

  @Test
  void saysWhyWhenNobodyCanAnswer() throws Exception {
    install(target("one", 100));
    assertThat(post("/v2/models/fare/infer", "{}").statusCode()).isEqualTo(503);
    assertThat(post("/v2/models/fare/infer", "{}").body()).contains("has no ready server");

    install();
    assertThat(post("/v2/models/fare/infer", "{}").body()).contains("scaled to zero");

    install(target("one", 100, new Endpoint("gone", "127.0.0.1", closedPort(), closedPort())));
    HttpResponse<String> response = post("/v2/models/fare/infer", "{}");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("the server gone broke off");

    assertThat(post("/v2/models/other/infer", "{}").statusCode()).isEqualTo(404);
    assertThat(post("/v2/models/fare/versions/none/infer", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void givesUpWhenTheTimeOfTheRouteIsOver() throws Exception {
    install(50, target("one", 100, server(request -> {})));

    HttpResponse<String> response = post("/v2/models/fare/infer", "{}");

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(fleet.inFlight()).isZero();
  }

  @Test
  void leavesNoWorkForACallerThatHasGone() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    Endpoint one = silent(asked, cancelled);
    install(60_000, target("one", 100, one, silent(asked, cancelled)));

    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), proxy.portRest())) {
      caller
          .getOutputStream()
          .write(
              "POST /v2/models/fare/infer HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
                  .getBytes(StandardCharsets.UTF_8));
      await().until(() -> asked.get() == 1);
    }

    await().until(() -> cancelled.get() == 1 && fleet.inFlight() == 0);
    assertThat(asked).hasValue(1);
    assertThat(fleet.healthy(one)).isTrue();
    await().until(() -> measurements.scrape().contains("code=\"499\""));
  }

  @Test
  void leavesNoWorkForACancelledGrpcCall() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    install(60_000, target("one", 100, silent(asked, cancelled), silent(asked, cancelled)));

    HttpClientRequest call =
        open("ModelInfer").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    call.exceptionHandler(ignored -> {});
    try (var warnings = new Warnings()) {
      var answer = call.send(modelRequest("fare"));
      await().until(() -> asked.get() == 1);
      call.reset(8);

      await().until(() -> cancelled.get() == 1 && fleet.inFlight() == 0);
      assertThat(asked).hasValue(1);
      assertThat(answer.failed()).isTrue();
      await().until(() -> measurements.scrape().contains("code=\"1\""));
      assertThat(warnings.all()).isEmpty();
    }
  }

  private Endpoint silent(AtomicInteger asked, AtomicInteger cancelled) throws Exception {
    return server(request -> {
      request.response().closeHandler(closed -> cancelled.incrementAndGet());
      asked.incrementAndGet();
    });
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    install(target("one", 100, server(request -> request.response().end("good"))));

    HttpResponse<String> response = post("/v2/models/fare/infer", "x".repeat(MAX_BODY + 1));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("send fewer rows");
  }

  @Test
  void isReadyOnlyWithATableAndNotWhileItEnds() throws Exception {
    assertThat(get("/v2/health/ready").statusCode()).isEqualTo(503);
    install(target("one", 100));
    assertThat(get("/v2/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/v2/models").body()).isEqualTo("{\"models\":[\"fare\"]}");

    state.drain();

    assertThat(get("/v2/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/v2/models").headers().firstValue("connection")).contains("close");
  }

  @Test
  void countsRequestsByCode() throws Exception {
    install(target("one", 100, server(request -> request.response().end("good"))));
    post("/v2/models/fare/infer", "{}");
    post("/v2/models/no-such-model/infer", "{}");

    String metrics = get("/metrics").body();

    assertThat(metrics)
        .contains(
            "sextant_router_requests_seconds_count{code=\"200\",model=\"fare\",protocol=\"rest\",revision=\"one\"} 1")
        .contains("code=\"404\"")
        .doesNotContain("no-such-model");
  }

  @Test
  void passesAGrpcCallOnWithItsTrailers() throws Exception {
    Buffer answer = GrpcMessage.truth(true);
    Endpoint server =
        server(request ->
            request
                .response()
                .putHeader("content-type", "application/grpc")
                .putTrailer("grpc-status", "0")
                .putTrailer("x-custom", "kept")
                .end(answer));
    install(target("one", 100, server));

    GrpcAnswer got = call("ModelInfer", modelRequest("fare"));

    assertThat(got.status()).isEqualTo("0");
    assertThat(got.trailers().get("x-custom")).isEqualTo("kept");
    assertThat(got.body()).isEqualTo(answer);
    assertThat(got.headers().get(Headers.REVISION)).isEqualTo("one");
  }

  @Test
  void passesACompressedGrpcCallOnAsItIs() throws Exception {
    Endpoint server =
        server(request ->
            request
                .body()
                .onSuccess(body ->
                    request
                        .response()
                        .putHeader("x-encoding", request.getHeader("grpc-encoding"))
                        .putTrailer("grpc-status", "0")
                        .end(body)));
    install(target("one", 100, server));
    Buffer plain = modelRequest("fare");
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(plain.getBytes(5, plain.length()));
    }
    Buffer compressed =
        Buffer.buffer()
            .appendByte((byte) 1)
            .appendInt(zipped.size())
            .appendBytes(zipped.toByteArray());

    GrpcAnswer got = call("ModelInfer", compressed);

    assertThat(got.status()).isEqualTo("0");
    assertThat(got.headers().get("x-encoding")).isEqualTo("gzip");
    assertThat(got.body()).isEqualTo(compressed);
  }

  @Test
  void answersGrpcProblemsWithAStatus() throws Exception {
    install(target("one", 100, new Endpoint("gone", "127.0.0.1", closedPort(), closedPort())));

    assertThat(call("ModelInfer", modelRequest("fare")).status()).isEqualTo("14");
    assertThat(call("ModelInfer", modelRequest("other")).status()).isEqualTo("5");
    assertThat(call("ModelInfer", Buffer.buffer("nonsense")).status()).isEqualTo("3");
    assertThat(call("NoSuchMethod", modelRequest("fare")).status()).isEqualTo("12");
    assertThat(call("ServerLive", GrpcMessage.truth(false)).body())
        .isEqualTo(GrpcMessage.truth(true));
    assertThat(call("ServerReady", GrpcMessage.truth(false)).body())
        .isEqualTo(GrpcMessage.truth(true));
  }

  private static Buffer modelRequest(String model) {
    Buffer message =
        Buffer.buffer()
            .appendByte((byte) 0x0a)
            .appendByte((byte) model.length())
            .appendString(model);
    return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
  }

  private Future<HttpClientRequest> open(String method) {
    return http2.request(
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(proxy.portGrpc())
            .setURI("/inference.GRPCInferenceService/" + method));
  }

  private GrpcAnswer call(String method, Buffer body) throws Exception {
    return open(method)
        .compose(request ->
            request
                .putHeader("content-type", "application/grpc")
                .putHeader("grpc-encoding", body.getByte(0) == 1 ? "gzip" : "identity")
                .send(body)
                .compose(response ->
                    response
                        .body()
                        .map(bytes ->
                            new GrpcAnswer(
                                response.statusCode(),
                                response.headers(),
                                bytes,
                                response.trailers()))))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
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
    int port = server.actualPort();
    return new Endpoint("pod-" + port, "127.0.0.1", port, port);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void install(Target... targets) {
    install(5_000, targets);
  }

  private void install(long timeoutMillis, Target... targets) {
    RouteTable table =
        RouteTable.of(new RouteTable.Deployment("fare", "uid"), "fare", timeoutMillis, List.of());
    state.install(new RoutingTable(Map.of("fare", new ModelRoute(table, List.of(targets)))));
  }

  private static Target target(String revision, int weight, Endpoint... endpoints) {
    return new Target(revision, "version-" + revision, weight, List.of(endpoints));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.portRest() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
