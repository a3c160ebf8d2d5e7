package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** Lets contestants judge the same simulated worlds and counts what they say. */
final class Contest {
  static final double MARGIN = 0.01;
  static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);

  /** What one contestant said over all replicates. */
  static final class Score {
    int promotions;
    int rollbacks;
    long stepsToPromotion;

    String row(int replicates) {
      return String.format(
          Locale.ROOT,
          "%s | %s | %s",
          share(promotions, replicates),
          share(rollbacks, replicates),
          promotions == 0 ? "" : Long.toString(stepsToPromotion / promotions));
    }
  }

  // The share with its exact 95 % interval (Clopper and Pearson).
  private static String share(int count, int of) {
    double low =
        count == 0
            ? 0
            : BetaDistribution.of(count, of - count + 1).inverseCumulativeProbability(0.025);
    double high =
        count == of
            ? 1
            : BetaDistribution.of(count + 1, of - count).inverseCumulativeProbability(0.975);
    return String.format(
        Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100.0 * count / of, 100 * low, 100 * high);
  }

  private Contest() {}

  /** How often each ever said non-inferior (promotion) and harm (rollback) at any look. */
  static Map<Contestant.Kind, Score> run(
      SimulatedUsers.World world, int replicates, long seed, Iterable<Contestant.Kind> kinds) {
    var scores = new EnumMap<Contestant.Kind, Score>(Contestant.Kind.class);
    kinds.forEach(kind -> scores.put(kind, new Score()));
    for (int replicate = 0; replicate < replicates; replicate++) {
      var users = new SimulatedUsers(world, seed + replicate);
      var contestants = new EnumMap<Contestant.Kind, Contestant>(Contestant.Kind.class);
      scores.keySet().forEach(kind -> contestants.put(kind, kind.create(MARGIN, ERRORS)));
      var promoted = new EnumMap<Contestant.Kind, Boolean>(Contestant.Kind.class);
      var rolledBack = new EnumMap<Contestant.Kind, Boolean>(Contestant.Kind.class);
      for (int step = 0; step < SimulatedUsers.STEPS; step++) {
        users.step(step);
        for (var entry : contestants.entrySet()) {
          if (!(entry.getValue().look(step, users) instanceof Bounds.Interval interval)) {
            continue;
          }
          Score score = scores.get(entry.getKey());
          if (interval.upper() < MARGIN && promoted.put(entry.getKey(), true) == null) {
            score.promotions++;
            score.stepsToPromotion += step + 1;
          }
          if (interval.lower() > MARGIN && rolledBack.put(entry.getKey(), true) == null) {
            score.rollbacks++;
          }
        }
      }
    }
    return scores;
  }
}
