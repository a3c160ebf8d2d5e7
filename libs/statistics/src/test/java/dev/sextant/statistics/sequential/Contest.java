package dev.sextant.statistics.sequential;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.numeric.Draws;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Lets contestants judge the same simulated worlds and counts what they say. */
final class Contest {
  static final double MARGIN = 0.01;
  static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);

  // The sequence was corrected on the seeds from 1 on (docs/decisions/0060), so these are others.
  private static final long SEED = 20_261_130;

  /** What one contestant said over all replicates. */
  static final class Score {
    int promotions;
    int rollbacks;
    long stepsToPromotion;

    /** Shares of both, and the steps until promotion. */
    String cells(int replicates) {
      return String.join(
          " | ",
          Replicates.share(promotions, replicates),
          Replicates.share(rollbacks, replicates),
          steps());
    }

    String steps() {
      return promotions == 0
          ? ""
          : String.format(Locale.ROOT, "%.0f", (double) stepsToPromotion / promotions);
    }
  }

  private Contest() {}

  /** How often each ever said non-inferior (promotion) and harm (rollback) at any look. */
  static Map<Contestant.Kind, Score> run(
      SimulatedUsers.World world, int replicates, Iterable<Contestant.Kind> kinds) {
    var scores = new EnumMap<Contestant.Kind, Score>(Contestant.Kind.class);
    kinds.forEach(kind -> scores.put(kind, new Score()));
    for (int replicate = 0; replicate < replicates; replicate++) {
      var users = new SimulatedUsers(world, Draws.bits(SEED, replicate));
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
