package dev.sextant.router;

import dev.sextant.http.Termination;
import dev.sextant.logging.JsonLogging;
import dev.sextant.router.follow.Follower;
import dev.sextant.router.proxy.Fleet;
import dev.sextant.router.proxy.Measurements;
import dev.sextant.router.proxy.Proxy;
import dev.sextant.router.proxy.State;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The router process. */
public final class Main {
  private static final System.Logger LOG = System.getLogger(Main.class.getName());

  /** Where there is little processor, a loop stands still for seconds: that is told in a line. */
  private static final int STACK_AFTER_SECONDS = 60;

  private Main() {}

  /** Starts the router; SIGTERM ends it by {@link Drain}. */
  public static void main(String[] arguments) throws InterruptedException {
    JsonLogging.install();
    LibraryLogs.quieten();
    try {
      start(RouterConfig.of(System.getenv()));
    } catch (IllegalArgumentException | ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.ERROR, "cannot start: " + e.getMessage(), e);
      System.exit(1);
    }
  }

  private static void start(RouterConfig config)
      throws InterruptedException, ExecutionException, TimeoutException {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setWarningExceptionTime(STACK_AFTER_SECONDS)
                .setWarningExceptionTimeUnit(TimeUnit.SECONDS));
    State state = new State();
    Fleet fleet = new Fleet(InstantSource.system());
    Proxy proxy =
        new Proxy(vertx, config, state, fleet, new Measurements(), InstantSource.system());
    proxy
        .listen(Math.max(1, Runtime.getRuntime().availableProcessors()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    Follower follower = new Follower(new KubernetesClientBuilder().build(), config, state, fleet);
    follower.start();
    Termination.onSignal(new Drain(config, state, proxy, follower::close, vertx)::run);
    LOG.log(
        System.Logger.Level.INFO,
        "listening on {0} (REST) and {1} (gRPC)",
        String.valueOf(proxy.portRest()),
        String.valueOf(proxy.portGrpc()));
  }
}
