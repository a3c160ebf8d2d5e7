package dev.sextant.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeldBytesTest {
  @Test
  void whatWouldBeTooManyIsNotTaken() {
    var held = new HeldBytes(10);

    assertThat(held.take(8)).isTrue();
    assertThat(held.take(3)).isFalse();
    assertThat(held.held()).isEqualTo(8);
    assertThat(held.take(2)).isTrue();
    held.give(10);
    assertThat(held.held()).isZero();
  }

  @Test
  void oneLargestBodyHasRoomInAnyHeap() {
    long largest = Runtime.getRuntime().maxMemory();

    assertThat(HeldBytes.forBodiesOf(largest).take(largest)).isTrue();
    assertThat(HeldBytes.forBodiesOf(1).most()).isEqualTo(largest / 4);
  }

  @Test
  void neverHoldsMoreThanItMayHoweverManyAsk() throws Exception {
    var held = new HeldBytes(1_000);
    var taken = new AtomicLong();
    var most = new AtomicLong();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 8; caller++) {
        var random = new Random(caller);
        var _ =
            callers.submit(() -> {
              for (int i = 0; i < 5_000; i++) {
                long bytes = random.nextInt(400);
                if (held.take(bytes)) {
                  most.accumulateAndGet(taken.addAndGet(bytes), Math::max);
                  taken.addAndGet(-bytes);
                  held.give(bytes);
                }
              }
            });
      }
    }

    assertThat(most.get()).isBetween(1L, 1_000L);
    assertThat(held.held()).isZero();
  }
}
