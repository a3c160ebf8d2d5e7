package dev.sextant.api.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.api.common.Durations;
import dev.sextant.api.common.Patterns;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90s,PT90S",
    "1h30m,PT90M",
    "20d,PT480H",
    "0s,PT0S",
    "1d1h1m1s,PT25H1M1S",
    "1m1m,PT2M"
  })
  void unitsAddUp(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5min", "-5m", "PT5M", "1.5h", " 5m", "9999999999s"})
  void whatIsNoDurationIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1h30m");
  }

  @Test
  void partsOfASecondAndNegativeDurationsCannotBeWritten() {
    assertThatThrownBy(() -> Durations.format(Duration.ofMillis(1500)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Durations.format(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 0, max = 9_999_999_999L) long seconds) {
    String text = Durations.format(Duration.ofSeconds(seconds));

    assertThat(text).matches(Patterns.DURATION);
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
