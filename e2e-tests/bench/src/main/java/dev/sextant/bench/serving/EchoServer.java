package dev.sextant.bench.serving;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * The least that a server does: it answers every request with its own body, over HTTP/1.1 on one
 * port and as a gRPC call on another. The same library, options and number of event loops as the
 * router's.
 */
final class EchoServer {
  private EchoServer() {}

  /** Listens on the ports that are given: REST, gRPC. */
  public static void main(String[] ports) throws Exception {
    Vertx vertx = Vertx.vertx();
    listen(vertx, Integer.parseInt(ports[0]), EchoServer::rest)
        .compose(rest -> listen(vertx, Integer.parseInt(ports[1]), EchoServer::grpc))
        .await();
  }

  private static Future<HttpServer> listen(
      Vertx vertx, int port, io.vertx.core.Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(handler)
        .listen(port, "127.0.0.1");
  }

  private static void rest(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> request.response().putHeader("content-type", "application/json").end(body));
  }

  private static void grpc(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          var response = request.response().putHeader("content-type", "application/grpc");
          response.putTrailer("grpc-status", "0");
          response.end(body);
        });
  }
}
