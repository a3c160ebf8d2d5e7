package dev.sextant.server;

import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.InferRequest;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.ProtocolException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Brings decoded requests to the threads that compute, and refuses what those cannot keep up with.
 */
final class Inference implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Inference.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Takes the answer; called once, on a thread of the pool, which may encode it. */
  interface Reply {
    /** The caller has gone or does not wait any more. */
    boolean isCancelled();

    void answer(InferResponse response);

    void fail(ProtocolException error);
  }

  private final Predictor predictor;
  private final ServerMetrics metrics;
  private final ThreadPoolExecutor pool;

  Inference(Predictor predictor, int threads, int maxQueued, ServerMetrics metrics) {
    this.predictor = predictor;
    this.metrics = metrics;
    BlockingQueue<Runnable> queue =
        maxQueued > 0 ? new ArrayBlockingQueue<>(maxQueued) : new SynchronousQueue<>();
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            queue,
            Thread.ofPlatform().name("infer-", 0).daemon().factory());
    pool.prestartAllCoreThreads();
  }

  int queued() {
    return pool.getQueue().size();
  }

  /** Computes the answer on the pool, or refuses at once when too many wait. */
  void submit(InferRequest request, Reply reply) throws ProtocolException {
    long submitted = System.nanoTime();
    try {
      pool.execute(() -> run(request, reply, submitted));
    } catch (RejectedExecutionException e) {
      throw new ProtocolException(
          ErrorKind.OVERLOADED,
          "server: %d requests wait already; try again later, or send fewer at once"
              .formatted(queued()));
    }
  }

  private void run(InferRequest request, Reply reply, long submitted) {
    try {
      if (reply.isCancelled()) {
        throw new ProtocolException(ErrorKind.DEADLINE, "server: the caller has gone");
      }
      if (System.nanoTime() - submitted > LONGEST_WAIT.toNanos()) {
        throw new ProtocolException(
            ErrorKind.DEADLINE,
            "server: the request waited %d s for a thread; send fewer at once"
                .formatted(LONGEST_WAIT.toSeconds()));
      }
      InferResponse response = predictor.predict(request);
      metrics.predicted(response.outputs().getFirst().values().size());
      reply.answer(response);
    } catch (ProtocolException e) {
      reply.fail(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      reply.fail(
          new ProtocolException(
              ErrorKind.INTERNAL, "server: failed on this request; see the server's log"));
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
    try {
      // A thread inside the graph must be out before the session is closed.
      if (!pool.awaitTermination(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "threads still compute after the server has closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
