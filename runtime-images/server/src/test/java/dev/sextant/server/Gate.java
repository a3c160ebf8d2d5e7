package dev.sextant.server;

import dev.sextant.protocol.InferRequest;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.ProtocolException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps one thread of the pool busy until it is opened. */
final class Gate implements Inference.Reply, AutoCloseable {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  static Gate closing(Inference inference) throws ProtocolException, InterruptedException {
    var gate = new Gate();
    inference.submit(InferRequest.of(List.of()), gate);
    if (!gate.entered.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no thread came");
    }
    return gate;
  }

  @Override
  public boolean isCancelled() {
    entered.countDown();
    try {
      return !open.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void answer(InferResponse response) {}

  @Override
  public void fail(ProtocolException error) {}

  @Override
  public void close() {
    open.countDown();
  }
}
