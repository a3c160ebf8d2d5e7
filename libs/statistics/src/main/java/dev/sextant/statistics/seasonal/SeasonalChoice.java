package dev.sextant.statistics.seasonal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What a window is to be compared with.
 *
 * @param <T> the kind of sample
 */
public sealed interface SeasonalChoice<T> {

  /**
   * The same hours of earlier seasons.
   *
   * @param windows of the past, in the order of time
   * @param seasons when each season that they come from begins, by the local clock; oldest first
   */
  record Reference<T>(List<TimedWindow<T>> windows, List<LocalDateTime> seasons)
      implements SeasonalChoice<T> {
    public Reference {
      windows = List.copyOf(windows);
      seasons = List.copyOf(seasons);
    }
  }

  /**
   * There are too few of them.
   *
   * @param missing in words
   * @param enough when the same hours will have enough seasons behind them, if none is missed from
   *     now on; none where the clock makes these hours no hours
   */
  record Inconclusive<T>(String missing, Optional<Instant> enough) implements SeasonalChoice<T> {}
}
