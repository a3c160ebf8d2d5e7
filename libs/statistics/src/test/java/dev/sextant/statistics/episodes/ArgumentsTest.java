package dev.sextant.statistics.episodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no rule and no budget is refused, and what is on the edge is not. */
final class ArgumentsTest {
  private static void refused(String word, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 2", "4, 3, 2", "1, 11, 2", "1, 1, 0", "1, 1, 1001"})
  void aRuleCanOpenAndClose(int required, int window, int calm) {
    refused("an episode", () -> new EpisodeRule(required, window, calm));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "10, 10, 1000"})
  void theEdgesOfARuleAreARule(int required, int window, int calm) {
    assertThat(new EpisodeRule(required, window, calm).calm()).isEqualTo(calm);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aBudgetIsANumber(double episodes) {
    refused("budget", () -> new EpisodeBudget(episodes, 10, EpisodeRule.USUAL));
  }

  @Test
  void aPeriodHasLooksThatCanBeFollowed() {
    assertThat(new EpisodeBudget(1, 10_000, EpisodeRule.USUAL).looks()).isEqualTo(10_000);
    assertThat(new EpisodeBudget(1, 1, EpisodeRule.USUAL).looks()).isEqualTo(1);
    refused("looks", () -> new EpisodeBudget(1, 0, EpisodeRule.USUAL));
    refused("looks", () -> new EpisodeBudget(1, 10_001, EpisodeRule.USUAL));
  }

  @Test
  void aLevelIsAShare() {
    var budget = new EpisodeBudget(1, 10, EpisodeRule.USUAL);

    assertThat(budget.falseEpisodes(0)).isZero();
    assertThat(budget.falseEpisodes(1)).as("opened once, and never quiet").isEqualTo(1);
    refused("level", () -> budget.falseEpisodes(-1e-9));
    refused("level", () -> budget.falseEpisodes(1.1));
    refused("level", () -> budget.falseEpisodes(Double.NaN));
  }

  @Test
  void anOpenEpisodeHasMoreLooksThanQuietOnes() {
    assertThat(new Episode.Open(1, 0).looks()).isEqualTo(1);
    refused("quiet", () -> new Episode.Open(1, 1));
    refused("quiet", () -> new Episode.Open(1, -1));
  }
}
