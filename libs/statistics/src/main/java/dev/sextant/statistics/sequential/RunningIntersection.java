package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all looks together say: the highest lower and the lowest upper bound so far. Bounds that
 * hold at every look at once hold together, so a decision is never taken back by a later look.
 *
 * @param before what the looks so far say; empty while no look had bounds
 */
public record RunningIntersection(Optional<Bounds.Interval> before) {
  /** Before the first look. */
  public static final RunningIntersection START = new RunningIntersection(Optional.empty());

  /** After one more look; a look without bounds changes nothing. */
  public RunningIntersection and(Bounds look) {
    return switch (look) {
      case Bounds.Unavailable ignored -> this;
      case Bounds.Interval interval ->
          new RunningIntersection(
              Optional.of(before.map(all -> intersect(all, interval)).orElse(interval)));
    };
  }

  /** What the looks say together: bounds once any look had some, else what the last look lacks. */
  public Bounds bounds(Bounds last) {
    return before.map(Bounds.class::cast).orElse(last);
  }

  private static Bounds.Interval intersect(Bounds.Interval all, Bounds.Interval look) {
    var inputs = new TreeMap<>(look.inputs());
    if (Double.isFinite(all.lower())) {
      inputs.put("lowerBefore", all.lower());
    }
    if (Double.isFinite(all.upper())) {
      inputs.put("upperBefore", all.upper());
    }
    return new Bounds.Interval(
        look.method(),
        look.estimate(),
        Math.max(all.lower(), look.lower()),
        Math.min(all.upper(), look.upper()),
        inputs);
  }
}
