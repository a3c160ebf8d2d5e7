package dev.sextant.bench.load;

import java.io.IOException;

/** One caller with a connection of its own; sends one request after the other. */
interface Caller extends AutoCloseable {
  /** Sends a request and reads its answer; any answer but a success is an exception. */
  void call() throws IOException;

  @Override
  void close() throws IOException;
}
