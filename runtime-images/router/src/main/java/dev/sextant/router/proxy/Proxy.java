package dev.sextant.router.proxy;

import dev.sextant.http.HeldBytes;
import dev.sextant.router.RouterConfig;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The listening side of the router: one event loop per core, each with connections of its own. */
public final class Proxy {
  private static final int IDLE_SECONDS = 120;

  /** Below the servers' own idle time, so that a connection is rarely used while it is closed. */
  private static final int KEEP_ALIVE_SECONDS = 30;

  private static final int CONNECT_MILLIS = 1_000;

  private static final int MOST_STREAMS = 10_000;

  /**
   * How many calls a caller may give up in 30 seconds. Beyond, its connection is closed, with all
   * other calls on it: the 200 of Netty are reached by anybody whose deadlines pass in a slow
   * moment.
   */
  private static final int MOST_RESETS = 10_000;

  private final Vertx vertx;
  private final RouterConfig config;
  private final State state;
  private final Fleet fleet;
  private final Measurements measurements;
  private final InstantSource clock;
  private final HeldBytes held;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
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
        HeldBytes.forBodiesOf(config.maxBodyBytes()));
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
        .deployVerticle(this::loop, new DeploymentOptions().setInstances(eventLoops))
        .mapEmpty();
  }

  private Loop loop() {
    Loop loop = new Loop();
    loops.add(loop);
    return loop;
  }

  /**
   * Sends the callers away without breaking off a request, then listens no more.
   *
   * @param millis how long that may take; what is not answered by then is cut off
   */
  public Future<Void> end(long millis) {
    return Future.all(loops.stream().map(loop -> loop.end(millis)).toList()).mapEmpty();
  }

  /** The port of the REST API, also where the configuration says 0. */
  public int portRest() {
    return portRest.get();
  }

  /** The port of the gRPC API, also where the configuration says 0. */
  public int portGrpc() {
    return portGrpc.get();
  }

  /**
   * One event loop with its own servers and clients.
   *
   * <p>They are made by the thread that deploys it, and listen by a worker's: loading and linking
   * classes takes seconds where there is little processor, for which no event loop is to stand
   * still.
   */
  private final class Loop extends AbstractVerticle {
    private final CallerConnections callers = new CallerConnections(Proxy.this.vertx);
    private final HttpServer rest;
    private final HttpServer grpc;

    Loop() {
      Forwarder forwarder = new Forwarder(state, fleet, clock, measurements);
      RestFront restFront =
          new RestFront(state, forwarder, measurements, restClient(), config.maxBodyBytes(), held);
      GrpcFront grpcFront =
          new GrpcFront(state, forwarder, measurements, grpcClient(), config.maxBodyBytes(), held);
      this.rest =
          Proxy.this
              .vertx
              .createHttpServer(
                  new HttpServerOptions()
                      .setIdleTimeout(IDLE_SECONDS)
                      // Else a client that asks first waits in vain before it sends its body.
                      .setHandle100ContinueAutomatically(true)
                      .setTcpNoDelay(true))
              .connectionHandler(callers::opened)
              .requestHandler(callers.counting(restFront::handle));
      this.grpc =
          Proxy.this
              .vertx
              .createHttpServer(
                  new HttpServerOptions()
                      // What requests may hold together bounds them, not their number: a caller
                      // with more calls than streams would fail those that meet a GOAWAY.
                      .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MOST_STREAMS))
                      .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
                      .setTcpNoDelay(true))
              .connectionHandler(callers::opened)
              .requestHandler(callers.counting(grpcFront::handle));
    }

    @Override
    public void start(Promise<Void> started) {
      listen(rest, config.portRest(), portRest)
          .compose(_ -> listen(grpc, config.portGrpc(), portGrpc))
          .onComplete(started);
    }

    private Future<Void> listen(HttpServer server, int port, AtomicInteger actual) {
      return vertx
          .executeBlocking(() -> server.listen(port))
          .compose(listening -> listening)
          .onSuccess(listening -> actual.set(listening.actualPort()))
          .mapEmpty();
    }

    Future<Void> end(long millis) {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      Promise<Void> ended = Promise.promise();
      context.runOnContext(_ -> callers.end().onComplete(ended));
      // The servers take connections until no caller is left: one that comes back is answered.
      return ended
          .future()
          .timeout(millis, TimeUnit.MILLISECONDS)
          .transform(_ -> shutdown(rest, deadline).eventually(() -> shutdown(grpc, deadline)));
    }

    private static Future<Void> shutdown(HttpServer server, long deadline) {
      return server.shutdown(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }

    private HttpClient restClient() {
      return Proxy.this.vertx.createHttpClient(
          new HttpClientOptions()
              .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
              .setConnectTimeout(CONNECT_MILLIS)
              .setTcpNoDelay(true),
          new PoolOptions().setHttp1MaxSize(256).setMaxWaitQueueSize(1_024));
    }

    private HttpClient grpcClient() {
      return Proxy.this.vertx.createHttpClient(
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
