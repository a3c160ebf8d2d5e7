package dev.sextant.statistics.drift;

import dev.sextant.statistics.verdict.Evidence;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** One question of one column, measured or already answered. */
sealed interface Shift {

  /** It needs no measuring. */
  record Answered(DriftVerdict verdict) implements Shift {}

  /**
   * It was measured.
   *
   * @param method by the name of its class
   * @param effect the distance
   * @param chance what chance alone does not exceed at this number of rows
   * @param practical the distance from which on it matters
   * @param pValue that chance explains the distance
   * @param reference how many rows the reference has
   * @param current how many the current sample has
   * @param inputs what else is needed to compute it again
   */
  record Measured(
      String method,
      double effect,
      double chance,
      double practical,
      double pValue,
      long reference,
      long current,
      SortedMap<String, Double> inputs)
      implements Shift {

    /**
     * The verdict.
     *
     * @param adjusted the p-value with regard to all questions
     * @param falseShare of questions that may be called drift falsely
     * @param errorRate how often a column that drifted by as much as matters may be called stable
     */
    DriftVerdict judge(double adjusted, double falseShare, double errorRate) {
      boolean significant = adjusted <= falseShare;
      if (significant && effect > practical) {
        return new DriftVerdict.Drift(evidence(effect, adjusted, falseShare));
      }
      // A distance is at most the one that is seen plus what chance may hide.
      double upper = effect + chance;
      if (upper < practical) {
        return new DriftVerdict.Stable(evidence(upper, adjusted, errorRate));
      }
      return new DriftVerdict.Inconclusive(
          "the distance is %.3g, at most %.3g, where %.3g matters (adjusted p = %.2g)"
              .formatted(effect, upper, practical, adjusted),
          needed(significant),
          Optional.of(evidence(upper, adjusted, errorRate)));
    }

    // Noise falls with the root of 1/n + 1/m. What is not significant is taken for noise, and noise
    // for as large as chance seldom makes it, so that the rows mostly suffice where nothing drifts.
    private OptionalLong needed(boolean significant) {
      double noise = 1.0 / reference + 1.0 / current;
      double room = significant ? practical - effect : practical;
      double falling = significant ? chance : 2 * chance;
      if (!(room > 0) || !(falling > 0)) {
        return OptionalLong.empty();
      }
      double wanted = noise * (room / falling) * (room / falling);
      double rows = 1 / (wanted - 1.0 / reference);
      return rows > 0 && rows < 1e15
          ? OptionalLong.of(Math.max(current + 1, (long) Math.ceil(rows)))
          : OptionalLong.empty();
    }

    private Evidence evidence(double bound, double adjusted, double level) {
      var all = new TreeMap<>(inputs);
      all.put("chance", chance);
      all.put("practical", practical);
      all.put("pValue", pValue);
      all.put("adjusted", adjusted);
      all.put("reference", (double) reference);
      all.put("current", (double) current);
      return new Evidence(method, effect, bound, level, all);
    }
  }
}
