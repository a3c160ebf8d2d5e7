package dev.sextant.router.proxy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What any code logs as a warning or worse while it is open. */
final class Warnings extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Queue<String> all = new ConcurrentLinkedQueue<>();

  Warnings() {
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
      all.add(record.getLoggerName() + ": " + record.getMessage() + " " + record.getThrown());
    }
  }

  List<String> all() {
    return List.copyOf(all);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
