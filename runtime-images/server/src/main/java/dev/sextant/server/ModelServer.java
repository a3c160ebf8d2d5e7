package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.http.HeldBytes;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running model server: loaded, checked, and listening for REST and gRPC.
 *
 * <p>It listens only once its model has answered the golden requests, so whoever can connect gets
 * predictions.
 */
public final class ModelServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ModelServer.class.getName());
  private static final String EVERYWHERE = "0.0.0.0";
  private static final Duration START = Duration.ofSeconds(30);

  /** Longer than clients keep idle connections, so that they and not we end them. */
  private static final int IDLE_SECONDS = 300;

  /** How long after the last request a draining server still takes new ones. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final ServerConfig config;
  private final Predictor predictor;
  private final Inference inference;
  private final Lifecycle lifecycle = new Lifecycle();
  private final ServerMetrics metrics = new ServerMetrics();
  private final Vertx vertx;
  private final HttpServer rest;
  private final Server grpc;

  private ServerState state = ServerState.RUNNING;

  private enum ServerState {
    RUNNING,
    CLOSED
  }

  private ModelServer(ServerConfig config, String host, HeldBytes held) throws IOException {
    long begin = System.nanoTime();
    this.config = config;
    this.predictor = Predictor.load(config);
    this.inference = new Inference(predictor, config.threads(), config.maxQueued(), metrics);
    Duration load = Duration.ofNanos(System.nanoTime() - begin);
    metrics.describe(
        config,
        predictor.manifest().digest(),
        load,
        predictor.goldenCases(),
        lifecycle,
        inference::queued);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                // Decoding is quick; the time of a request goes into the pool that computes.
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.rest =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    // Else a client that asks first waits in vain before it sends its body.
                    .setHandle100ContinueAutomatically(true)
                    .setTcpNoDelay(true))
            .requestHandler(new RestApi(config, predictor, inference, lifecycle, metrics, held));
    var bodies = new GrpcBodies(held, metrics);
    this.grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, config.grpcPort()))
            // Calls are decoded where they arrive and computed on the pool.
            .directExecutor()
            .maxInboundMessageSize((int) Math.min(config.maxBodyBytes(), Integer.MAX_VALUE))
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addStreamTracerFactory(bodies)
            .intercept(bodies)
            .addService(new GrpcApi(config, predictor, inference, lifecycle, metrics))
            .build();
  }

  /**
   * Loads the model and serves it on all interfaces. A port 0 means any free one.
   *
   * @throws ModelRefusedException when the model must not serve
   * @throws IOException when a port cannot be had
   */
  public static ModelServer start(ServerConfig config) throws IOException {
    return start(config, EVERYWHERE);
  }

  /**
   * Loads the model and serves it on one interface, such as {@code 127.0.0.1}.
   *
   * @throws ModelRefusedException when the model must not serve
   * @throws IOException when a port cannot be had
   */
  public static ModelServer start(ServerConfig config, String host) throws IOException {
    return start(config, host, HeldBytes.forBodiesOf(config.maxBodyBytes()));
  }

  static ModelServer start(ServerConfig config, String host, HeldBytes held) throws IOException {
    ServerConfigs.check(config);
    var server = new ModelServer(config, host, held);
    try {
      server.listen(host);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void listen(String host) throws IOException {
    grpc.start();
    try {
      rest.listen(config.restPort(), host)
          .toCompletionStage()
          .toCompletableFuture()
          .get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("restPort: cannot listen on %d: %s".formatted(config.restPort(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    }
  }

  /** The port of the REST API. */
  public int restPort() {
    return rest.actualPort();
  }

  /** The port of the gRPC API. */
  public int grpcPort() {
    return grpc.getPort();
  }

  /** The loaded model, for predictions without a wire. */
  public Predictor predictor() {
    return predictor;
  }

  /**
   * Ends as a rollout expects: not ready from now on, every request that still comes is answered,
   * closed once none has come for a while or when the configured time is over.
   */
  public void drain() {
    drain(SETTLE, Duration.ofSeconds(config.drainSeconds()));
  }

  Inference inference() {
    return inference;
  }

  void drain(Duration settle, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    lifecycle.beginDrain();
    LOG.log(System.Logger.Level.INFO, "draining: not ready, {0} in flight", lifecycle.inFlight());
    try {
      boolean quiet = lifecycle.awaitQuiet(settle, limit.dividedBy(2));
      // Callers that hold on to a gRPC connection leave it only when told to (GOAWAY).
      grpc.shutdown();
      if (!quiet) {
        lifecycle.awaitQuiet(settle, left(end).minus(limit.dividedBy(10)));
      }
      endRest(left(end));
      if (!grpc.awaitTermination(left(end).toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "the time to drain is over, gRPC calls are cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (lifecycle.inFlight() > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the time to drain is over, {0} requests are cut off",
          lifecycle.inFlight());
    }
    close();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Takes no more connections and waits for the requests of those that are open. */
  private void endRest(Duration limit) throws InterruptedException {
    try {
      rest.shutdown(limit.toMillis(), TimeUnit.MILLISECONDS)
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "the time to drain is over, REST calls are cut off");
    }
  }

  /** Stops at once; requests in flight are cut off. */
  @Override
  public synchronized void close() {
    if (state == ServerState.CLOSED) {
      return;
    }
    state = ServerState.CLOSED;
    lifecycle.beginDrain();
    grpc.shutdownNow();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      grpc.awaitTermination(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "the REST server did not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inference.close();
    predictor.close();
  }
}
