package dev.sextant.operator.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.job.Progress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProgressBoardTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private final ProgressBoard board = new ProgressBoard();

  @Test
  void withinAPhaseAReportIsVisibleEveryFiveSeconds() {
    assertThat(board.report(progress("Fit", 10), NOW)).isTrue();
    assertThat(board.report(progress("Fit", 20), NOW.plusMillis(4_999))).isFalse();
    assertThat(board.report(progress("Fit", 30), NOW.plusMillis(5_000))).isTrue();

    assertThat(board.find("uid"))
        .hasValueSatisfying(entry -> assertThat(entry.progress().percent()).isEqualTo(30));
  }

  @Test
  void aNewPhaseAndTheLastWordAreVisibleAtOnce() {
    assertThat(board.report(progress("Baselines", 10), NOW)).isTrue();
    assertThat(board.report(progress("Fit", 10), NOW.plusMillis(1))).isTrue();
    assertThat(board.report(progress("Fit", 100), NOW.plusMillis(2))).isTrue();
  }

  private static Progress progress(String phase, int percent) {
    return new Progress(
        1, "training", "demo", "fare-1", "uid", phase, percent, null, null, null, null, null);
  }
}
