package dev.sextant.router.proxy;

import dev.sextant.router.RouterConfig;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** The listening side of the router: one event loop per core, each with connections of its own. */
public final class Proxy {
  private static final int IDLE_SECONDS = 120;

  /** Below the servers' own idle time, so that a connection is rarely used while it is closed. */
  private static final int KEEP_ALIVE_SECONDS = 30;

  private static final int CONNECT_MILLIS = 1_000;

  private final Vertx vertx;
  private final RouterConfig config;
  private final State state;
  private final Fleet fleet;
  private final Measurements measurements;
  private final InstantSource clock;
  private final HeldBytes held;
  private final AtomicInteger portRest = new AtomicInteger();
  private final AtomicInteger portGrpc = new AtomicInteger();

  /** Does not listen yet. */
  public Proxy(
      Vertx vertx,
      RouterConfig config,
      State state,
      Fleet fleet,
      Measurements measurements,
      InstantSource clock) {
    // A quarter of the heap: answers, copies on the way and all else take the rest.
    this(
        vertx,
        config,
        state,
        fleet,
        measurements,
        clock,
        new HeldBytes(Math.max(config.maxBodyBytes(), Runtime.getRuntime().maxMemory() / 4)));
  }

  Proxy(
      Vertx vertx,
      RouterConfig config,
      State state,
      Fleet fleet,
      Measurements measurements,
      InstantSource clock,
      HeldBytes held) {
    this.held = held;
    this.vertx = vertx;
    this.config = config;
    this.state = state;
    this.fleet = fleet;
    this.measurements = measurements;
    this.clock = clock;
    measurements.gauge(
        "sextant.router.in.flight", "Requests that a server has not answered", fleet::inFlight);
    measurements.gauge(
        "sextant.router.held.bytes", "Bytes of requests that are held in memory", held::held);
    measurements.gauge(
        "sextant.router.routes",
        "Models that this router knows",
        () -> state.table().models().size());
  }

  /** Listens; ends when every event loop does. */
  public Future<Void> listen(int eventLoops) {
    return vertx
        .deployVerticle(Loop::new, new DeploymentOptions().setInstances(eventLoops))
        .mapEmpty();
  }

  /** The port of the REST API, also where the configuration says 0. */
  public int portRest() {
    return portRest.get();
  }

  /** The port of the gRPC API, also where the configuration says 0. */
  public int portGrpc() {
    return portGrpc.get();
  }

  private final class Loop extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      Forwarder forwarder = new Forwarder(fleet, clock, measurements);
      RestFront rest =
          new RestFront(state, forwarder, measurements, restClient(), config.maxBodyBytes(), held);
      GrpcFront grpc =
          new GrpcFront(state, forwarder, measurements, grpcClient(), config.maxBodyBytes(), held);
      HttpServer restServer =
          vertx
              .createHttpServer(
                  new HttpServerOptions()
                      .setIdleTimeout(IDLE_SECONDS)
                      // Else a client that asks first waits in vain before it sends its body.
                      .setHandle100ContinueAutomatically(true)
                      .setTcpNoDelay(true))
              .requestHandler(rest::handle);
      HttpServer grpcServer =
          vertx
              .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
              .requestHandler(grpc::handle);
      restServer
          .listen(config.portRest())
          .compose(server -> {
            portRest.set(server.actualPort());
            return grpcServer.listen(config.portGrpc());
          })
          .onSuccess(server -> portGrpc.set(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private HttpClient restClient() {
      return vertx.createHttpClient(
          new HttpClientOptions()
              .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
              .setConnectTimeout(CONNECT_MILLIS)
              .setTcpNoDelay(true),
          new PoolOptions().setHttp1MaxSize(256).setMaxWaitQueueSize(1_024));
    }

    private HttpClient grpcClient() {
      return vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false)
              .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
              .setConnectTimeout(CONNECT_MILLIS)
              .setTcpNoDelay(true),
          new PoolOptions().setHttp2MaxSize(4).setMaxWaitQueueSize(1_024));
    }
  }
}
