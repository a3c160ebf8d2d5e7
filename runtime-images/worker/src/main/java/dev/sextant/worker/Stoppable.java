package dev.sextant.worker;

import dev.sextant.worker.shell.Cancellation;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a local command end in order when it is told to stop, by Ctrl-C for example, so that what it
 * keeps for the time being does not stay behind.
 */
final class Stoppable {
  private static final int SECONDS_TO_STOP = 10;

  private Stoppable() {}

  /** Does the work in this thread, which a signal interrupts. */
  static <T> T call(Cancellation cancellation, Callable<T> work) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(cancellation, ended), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    Thread worker = Thread.currentThread();
    try (Cancellation.Registration _ = cancellation.onCancel(worker::interrupt)) {
      return work.call();
    } finally {
      ended.countDown();
      if (cancellation.reason().isEmpty()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private static void stop(Cancellation cancellation, CountDownLatch ended) {
    cancellation.cancel("it was told to stop before it had ended; run it again");
    try {
      boolean _ = ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
