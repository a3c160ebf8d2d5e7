package dev.sextant.router;

import dev.sextant.router.follow.Follower;
import dev.sextant.router.proxy.Fleet;
import dev.sextant.router.proxy.State;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a router without losing a request: says that it is not ready, serves on until its address
 * has left the Service everywhere, waits for what is in flight, and closes.
 */
final class Drain {
  private static final System.Logger LOG = System.getLogger(Drain.class.getName());
  private static final long LOOK_MILLIS = 50;

  private final RouterConfig config;
  private final State state;
  private final Fleet fleet;
  private final Follower follower;
  private final Vertx vertx;

  Drain(RouterConfig config, State state, Fleet fleet, Follower follower, Vertx vertx) {
    this.config = config;
    this.state = state;
    this.fleet = fleet;
    this.follower = follower;
    this.vertx = vertx;
  }

  /** Returns when everything is closed; takes at most settle plus drain seconds. */
  void run() {
    state.drain();
    LOG.log(System.Logger.Level.INFO, "draining");
    try {
      settle();
      follower.close();
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
      LOG.log(System.Logger.Level.INFO, "drained");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "closing did not end in time", e);
    }
  }

  private void settle() throws InterruptedException {
    long settle = TimeUnit.SECONDS.toMillis(config.settleSeconds()) / LOOK_MILLIS;
    long most = settle + TimeUnit.SECONDS.toMillis(config.drainSeconds()) / LOOK_MILLIS;
    long[] looks = {0};
    CountDownLatch done = new CountDownLatch(1);
    vertx.setPeriodic(
        LOOK_MILLIS,
        timer -> {
          looks[0]++;
          if (looks[0] >= most || (looks[0] >= settle && fleet.inFlight() == 0)) {
            vertx.cancelTimer(timer);
            done.countDown();
          }
        });
    done.await();
  }
}
