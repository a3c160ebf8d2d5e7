package dev.sextant.statistics.sequential;

import java.time.Duration;

/**
 * How many units, and how long, until a verdict: from how the error fell so far. Between two looks
 * the squared error is taken to be a floor, which users that return leave behind however often they
 * come, plus a part that falls with the units. A forecast, not a bound: it carries no error rate.
 */
public sealed interface Forecast {

  /**
   * The verdict comes.
   *
   * @param units how many more units
   * @param time how long that takes at the pace so far
   */
  record Expected(long units, Duration time) implements Forecast {}

  /**
   * More of the same traffic does not bring the verdict: the users that are in the arms differ too
   * much from each other, so that only more of them would.
   *
   * @param floor the standard error that would remain
   */
  record Never(double floor) implements Forecast {}

  /**
   * There is nothing to forecast from.
   *
   * @param reason why, in words
   */
  record Unknown(String reason) implements Forecast {}

  /**
   * A look at an effect.
   *
   * @param units both arms together
   * @param standardError of the effect
   * @param age how long the traffic had flowed
   */
  record Look(double units, double standardError, Duration age) {
    public Look {
      if (!(units > 0 && standardError > 0)
          || Double.isInfinite(units)
          || Double.isInfinite(standardError)
          || age.isNegative()) {
        throw new IllegalArgumentException(
            "%s units with a standard error of %s after %s are no look"
                .formatted(units, standardError, age));
      }
    }
  }

  /**
   * When the standard error will be small enough.
   *
   * @param earlier a look with fewer units than the last, best about half
   * @param wanted the standard error at which the verdict falls, such as a third of the way from
   *     the estimate to the margin
   */
  static Forecast until(double wanted, Look earlier, Look last) {
    if (!(wanted > 0)) {
      return new Unknown("no error is small enough");
    }
    if (last.standardError() <= wanted) {
      return new Expected(0, Duration.ZERO);
    }
    if (!(earlier.units() < last.units())) {
      return new Unknown("the looks lie at the same number of units");
    }
    double then = earlier.standardError() * earlier.standardError();
    double now = last.standardError() * last.standardError();
    double falling = (then - now) / (1 / earlier.units() - 1 / last.units());
    if (!(falling > 0) || Double.isInfinite(falling)) {
      return new Unknown("the error did not fall between the looks");
    }
    double floor = Math.max(0, now - falling / last.units());
    if (floor == 0) {
      falling = now * last.units();
    }
    double room = wanted * wanted - floor;
    if (!(room > 0)) {
      return new Never(Math.sqrt(floor));
    }
    double more = falling / room - last.units();
    double time = last.age().toMillis() * (more / last.units());
    return more < 1e15 && time < 1e15
        ? new Expected((long) Math.ceil(more), Duration.ofMillis((long) Math.ceil(time)))
        : new Never(Math.sqrt(floor));
  }
}
