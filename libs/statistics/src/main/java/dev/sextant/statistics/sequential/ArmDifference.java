package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.TreeMap;

/**
 * Bounds on the difference candidate minus stable from bounds on each arm, each at half the error
 * rate: the candidate's upper less stable's lower, and the other way round. Exact for any number of
 * events, zero included, whatever the arms' sizes.
 */
public final class ArmDifference {
  private ArmDifference() {}

  /**
   * The difference of event probabilities in independent trials, at every look at once.
   *
   * @param stableEvents of stable's trials
   * @param candidateEvents of the candidate's trials
   */
  public static Bounds ofIndependentTrials(
      long stableEvents,
      long stableTrials,
      long candidateEvents,
      long candidateTrials,
      ErrorRates errors) {
    if (stableTrials == 0 || candidateTrials == 0) {
      return Bounds.Unavailable.because("an arm has no units");
    }
    double up = errors.falsePromotion() / 2;
    double down = errors.falseRollback() / 2;
    var inputs = new TreeMap<String, Double>();
    inputs.put("stableEvents", (double) stableEvents);
    inputs.put("stableTrials", (double) stableTrials);
    inputs.put("candidateEvents", (double) candidateEvents);
    inputs.put("candidateTrials", (double) candidateTrials);
    inputs.putAll(errors.inputs());
    return new Bounds.Interval(
        "ArmDifference.ofIndependentTrials",
        (double) candidateEvents / candidateTrials - (double) stableEvents / stableTrials,
        BetaBinomial.lower(candidateEvents, candidateTrials, down)
            - BetaBinomial.upper(stableEvents, stableTrials, down),
        BetaBinomial.upper(candidateEvents, candidateTrials, up)
            - BetaBinomial.lower(stableEvents, stableTrials, up),
        inputs);
  }

  /**
   * The difference of the mean over clusters of each cluster's own mean, for a metric that lies
   * between 0 and 1 in every unit. It holds for the look at which the totals stand; for several
   * looks share the rates by {@link LookSpending}.
   */
  public static Bounds ofClusterMeans(
      ClusterTotals stable, ClusterTotals candidate, ErrorRates errors) {
    var below = Sample.of(stable.means());
    var above = Sample.of(candidate.means());
    if (below.size() == 0 || above.size() == 0) {
      return Bounds.Unavailable.because("an arm has no clusters with units");
    }
    double up = errors.falsePromotion() / 2;
    double down = errors.falseRollback() / 2;
    var inputs = new TreeMap<String, Double>();
    inputs.put("stableClusters", (double) below.size());
    inputs.put("candidateClusters", (double) above.size());
    inputs.put("stableEffective", stable.effective());
    inputs.put("candidateEffective", candidate.effective());
    return new Bounds.Interval(
        "ArmDifference.ofClusterMeans",
        above.mean() - below.mean(),
        BettingMean.lower(above, down) - BettingMean.upper(below, down),
        BettingMean.upper(above, up) - BettingMean.lower(below, up),
        inputs);
  }
}
