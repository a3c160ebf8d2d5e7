package dev.sextant.statistics.feedback;

import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.sequential.ClusterTotals;
import dev.sextant.statistics.sequential.Effects;
import dev.sextant.statistics.sequential.InformationSequence;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;

/**
 * What exploration shows beside what the model chooses by itself: a model that is judged by its own
 * choices alone looks better than it is. Clusters are users or the buckets into which they fall; a
 * cluster may have units of both kinds.
 *
 * @param exploit units that got the model's own choice, with the total of a metric
 * @param explore units that got a choice by chance
 */
public record ExploreGap(ClusterTotals exploit, ClusterTotals explore) {

  public ExploreGap {
    if (exploit.size() != explore.size()) {
      throw new IllegalArgumentException(
          "clusters differ in number: %d and %d".formatted(exploit.size(), explore.size()));
    }
  }

  /** Both together. */
  public ExploreGap merge(ExploreGap other) {
    return new ExploreGap(exploit.merge(other.exploit), explore.merge(other.explore));
  }

  /** The share of units that were explored. */
  public Estimate share() {
    double all = exploit.units() + explore.units();
    return all > 0
        ? Estimate.of(explore.units() / all)
        : new Estimate.Undefined("there are no units");
  }

  /**
   * Bounds on the metric of explored units less that of the others, at every look at once.
   *
   * @param expected about how large a gap is of interest, above 0, in the metric's unit: where the
   *     bounds are tightest
   */
  public Bounds bounds(double expected, ErrorRates errors) {
    return InformationSequence.forMargin(expected)
        .bounds(Effects.difference(exploit, explore), errors);
  }
}
