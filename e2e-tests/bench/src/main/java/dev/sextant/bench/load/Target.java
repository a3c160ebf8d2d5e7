package dev.sextant.bench.load;

import java.io.IOException;

/** What callers call. */
public interface Target extends AutoCloseable {
  /** A caller for one thread. */
  Caller open() throws IOException;

  @Override
  void close();
}
