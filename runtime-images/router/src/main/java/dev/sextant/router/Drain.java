package dev.sextant.router;

import dev.sextant.router.proxy.Proxy;
import dev.sextant.router.proxy.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a router without losing a request: says that it is not ready, serves on until its address
 * has left the Service everywhere, sends callers away, answers what they have sent, and closes.
 */
final class Drain {
  private static final System.Logger LOG = System.getLogger(Drain.class.getName());

  private static final int CLOSE_SECONDS = 5;

  private final RouterConfig config;
  private final State state;
  private final Proxy proxy;
  private final Runnable unfollow;
  private final Vertx vertx;

  /**
   * Does nothing yet.
   *
   * @param unfollow takes this router's acknowledgements back
   */
  Drain(RouterConfig config, State state, Proxy proxy, Runnable unfollow, Vertx vertx) {
    this.config = config;
    this.state = state;
    this.proxy = proxy;
    this.unfollow = unfollow;
    this.vertx = vertx;
  }

  /** Returns when everything is closed; takes at most settle plus drain seconds and a few. */
  void run() {
    state.drain();
    LOG.log(System.Logger.Level.INFO, "draining");
    try {
      settle();
      await(
          proxy.end(TimeUnit.SECONDS.toMillis(config.drainSeconds())),
          config.drainSeconds() + CLOSE_SECONDS);
      unfollow.run();
      await(vertx.close(), CLOSE_SECONDS);
      LOG.log(System.Logger.Level.INFO, "drained");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle() throws InterruptedException {
    if (config.settleSeconds() > 0) {
      await(vertx.timer(config.settleSeconds(), TimeUnit.SECONDS), config.settleSeconds() + 1);
    }
  }

  /** The next step comes whatever became of this one. */
  private static void await(Future<?> step, int seconds) throws InterruptedException {
    try {
      step.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(
          System.Logger.Level.WARNING, "requests are cut off, the time is over: {0}", e.toString());
    }
  }
}
