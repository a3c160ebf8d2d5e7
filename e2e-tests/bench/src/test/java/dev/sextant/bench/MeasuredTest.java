package dev.sextant.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasuredTest {
  @TempDir private Path directory;

  @Test
  void readsUserAndSystemTimeBehindAnyName() {
    String stat = "42 (a ) b) S 1 42 42 0 -1 4194560 100 0 0 0 1234 66 0 0 20 0 30 0 12345 1 2";

    assertThat(Measured.cpuTicks(stat)).isEqualTo(1_300);
  }

  @Test
  void readsResidentMemory() {
    assertThat(Measured.residentBytes("VmHWM:\t  9000 kB\nVmRSS:\t    2048 kB\n"))
        .isEqualTo(2 << 20);
    assertThatThrownBy(() -> Measured.residentBytes("Name:\tjava\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void measuresAProcess() throws Exception {
    try (Measured sleeper = start("sleep", "30")) {
      sleeper.requireAlive();

      assertThat(sleeper.residentBytes()).isPositive();
      assertThat(sleeper.cpuNanos()).isNotNegative();
    }
  }

  @Test
  void saysWhereTheLogOfAProcessIsThatHasEnded() throws Exception {
    try (Measured ended = start("false")) {
      await().atMost(Duration.ofSeconds(20)).until(() -> !ended.isAlive());

      assertThatThrownBy(ended::requireAlive)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("measured.log");
    }
  }

  private Measured start(String... command) throws IOException {
    return Measured.start("measured", List.of(command), Map.of(), directory);
  }
}
