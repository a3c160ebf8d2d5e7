package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.router.table.Endpoint;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Endpoint A = new Endpoint("a", "1", 8080, 9000);
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Fleet fleet = new Fleet(() -> Instant.ofEpochMilli(now.get()));

  @Test
  void leavesABrokenServerAloneForLongerEachTime() {
    breakOff();
    assertThat(fleet.healthy(A)).isFalse();
    now.addAndGet(1_000);
    assertThat(fleet.healthy(A)).isTrue();

    breakOff();
    now.addAndGet(1_000);
    assertThat(fleet.healthy(A)).isFalse();
    now.addAndGet(1_000);
    assertThat(fleet.healthy(A)).isTrue();
  }

  @Test
  void neverWaitsLongerThanHalfAMinute() {
    for (int i = 0; i < 40; i++) {
      breakOff();
    }
    now.addAndGet(30_000);
    assertThat(fleet.healthy(A)).isTrue();
  }

  @Test
  void forgivesAtTheFirstAnswer() {
    breakOff();
    fleet.sent(A);
    fleet.answered(A);
    assertThat(fleet.healthy(A)).isTrue();
  }

  @Test
  void countsWhatIsInFlightAndKeepsAGoneServerUntilItOwesNothing() {
    fleet.sent(A);
    fleet.keepOnly(Set.of());
    assertThat(fleet.inFlight(A)).isEqualTo(1);
    assertThat(fleet.inFlight()).isEqualTo(1);

    fleet.abandoned(A);
    fleet.keepOnly(Set.of());
    assertThat(fleet.inFlight()).isZero();
    assertThat(fleet.healthy(A)).isTrue();
  }

  private void breakOff() {
    fleet.sent(A);
    fleet.broke(A);
  }
}
