package dev.sextant.worker.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTimesTest {
  private final HandClock clock = new HandClock();
  private final List<ProgressUpdate> passedOn = new ArrayList<>();
  private final PhaseTimes times = new PhaseTimes(passedOn::add, clock);

  @Test
  void addsUpAPhaseThatComesBackAndPassesEveryUpdateOn() {
    enter("Fetch", 1_000);
    enter("Read", 2_000);
    enter("Fetch", 500);
    enter("Read", 4_240);

    String said = times.end();

    assertThat(said).isEqualTo("Fetch 1.5 s, Read 6.2 s");
    assertThat(passedOn)
        .extracting(ProgressUpdate::phase)
        .containsExactly("Fetch", "Read", "Fetch", "Read");
  }

  @Test
  void aPhaseThatReportsAgainGoesOn() {
    enter("Fit", 1_000);
    enter("Fit", 1_000);

    assertThat(times.end()).isEqualTo("Fit 2.0 s");
  }

  @Test
  void saysNothingOfAJobThatEndedBeforeItsFirstPhase() {
    clock.now = clock.now.plusSeconds(3);

    assertThat(times.end()).isEmpty();
  }

  private void enter(String phase, long lastsMillis) {
    times.report(ProgressUpdate.phase(phase, 0));
    clock.now = clock.now.plus(Duration.ofMillis(lastsMillis));
  }

  /** Time that passes when the test says so. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
