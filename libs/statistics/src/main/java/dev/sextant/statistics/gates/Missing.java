package dev.sextant.statistics.gates;

import dev.sextant.statistics.sequential.Forecast;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a candidate still lacks.
 *
 * @param of which gate or step, in words
 * @param what is missing, in words
 * @param needed how many more units would be enough, where that can be said
 * @param eta when they will have come, where that can be said
 * @param never whether more of the same traffic will not bring it, as far as can be foreseen
 */
public record Missing(
    String of, String what, OptionalLong needed, Optional<Duration> eta, boolean never) {

  static Missing because(String of, String what) {
    return new Missing(of, what, OptionalLong.empty(), Optional.empty(), false);
  }

  static Missing never(String of, String what) {
    return new Missing(of, what, OptionalLong.empty(), Optional.empty(), true);
  }

  static Missing time(String of, String what, Duration eta) {
    return new Missing(of, what, OptionalLong.empty(), Optional.of(eta), false);
  }

  static Missing units(String of, String what, long needed) {
    return new Missing(of, what, OptionalLong.of(needed), Optional.empty(), false);
  }

  Missing foreseen(Forecast forecast) {
    return switch (forecast) {
      case Forecast.Expected(var units, var time) ->
          new Missing(of, what, OptionalLong.of(units), Optional.of(time), false);
      case Forecast.Never ignored -> new Missing(of, what, needed, Optional.empty(), true);
      case Forecast.Unknown ignored -> this;
    };
  }
}
