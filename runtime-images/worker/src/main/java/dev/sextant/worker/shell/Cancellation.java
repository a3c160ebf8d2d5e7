package dev.sextant.worker.shell;

import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Carries the wish to stop from a signal handler to whatever runs. */
public final class Cancellation {
  private final AtomicReference<String> why = new AtomicReference<>();
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Asks for a stop; the first reason given stays. */
  public void cancel(String reason) {
    if (why.compareAndSet(null, reason)) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Why a stop was asked for, if it was. */
  public Optional<String> reason() {
    return Optional.ofNullable(why.get());
  }

  /**
   * Runs something at the moment of the request, such as interrupting a query; closed again when
   * there is nothing left to interrupt.
   */
  public Registration onCancel(Runnable action) {
    listeners.add(action);
    if (why.get() != null) {
      action.run();
    }
    return () -> listeners.remove(action);
  }

  /** Undoes {@link #onCancel}. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
