package dev.sextant.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Runs callers, one a thread. The first answer that is not a success ends it with an exception. */
public final class Load {
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;

  private Load() {}

  /** Lets callers call for the time of the shape. */
  public static Outcome run(Target target, Shape shape) throws IOException {
    List<Caller> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(shape.callers())) {
      for (int i = 0; i < shape.callers(); i++) {
        callers.add(target.open());
      }
      long begin = System.nanoTime();
      List<Future<Histogram>> running = new ArrayList<>();
      for (int i = 0; i < callers.size(); i++) {
        Caller caller = callers.get(i);
        // The callers take turns: all at once would be bursts.
        long first = begin + shape.intervalNanos() * i / callers.size();
        running.add(threads.submit(() -> calls(caller, shape, first, begin)));
      }
      Histogram all = new Histogram(LONGEST_NANOS, DIGITS);
      for (Future<Histogram> one : running) {
        all.add(result(one));
      }
      return new Outcome(all, System.nanoTime() - begin);
    } finally {
      for (Caller caller : callers) {
        caller.close();
      }
    }
  }

  private static Histogram calls(Caller caller, Shape shape, long first, long begin)
      throws IOException {
    Histogram seen = new Histogram(LONGEST_NANOS, DIGITS);
    long end = begin + shape.time().toNanos();
    // What was due is sent, be it late; but who cannot keep up is not asked for ever.
    long latest = end + shape.time().toNanos();
    long interval = shape.intervalNanos();
    long due = first;
    while (due < end) {
      long now = awaited(due);
      if (now >= latest) {
        break;
      }
      if (interval == 0) {
        due = now;
      }
      caller.call();
      long answered = System.nanoTime();
      seen.recordValue(Math.min(LONGEST_NANOS, answered - due));
      due = interval == 0 ? answered : due + interval;
    }
    return seen;
  }

  private static long awaited(long due) {
    long now = System.nanoTime();
    while (now < due) {
      LockSupport.parkNanos(due - now);
      now = System.nanoTime();
    }
    return now;
  }

  private static Histogram result(Future<Histogram> running) throws IOException {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw new UncheckedIOException("a call failed: " + io.getMessage(), io);
      }
      throw new IllegalStateException("a call failed", e.getCause());
    }
  }
}
