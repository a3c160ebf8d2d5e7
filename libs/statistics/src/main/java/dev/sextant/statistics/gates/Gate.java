package dev.sextant.statistics.gates;

import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;

/**
 * One question that a candidate has to answer, about candidate minus stable in a metric of which
 * less is better.
 *
 * @param subject what is watched
 * @param demand what lets the candidate pass
 * @param margin how much worse is still acceptable, in the metric's unit, at least 0
 * @param gain how much better {@link Demand#PROVE_GAIN} asks for, in the metric's unit, at least 0
 * @param minimum how many units of the smaller arm must have been seen: of everyone in every weight
 *     step anew, for another weight is another load, and of a slice over all steps together
 */
public record Gate(Subject subject, Demand demand, double margin, double gain, long minimum) {

  public Gate {
    if (minimum < 1) {
      throw new IllegalArgumentException("%s needs at least one unit".formatted(subject));
    }
    requireDistance("margin", margin, subject);
    requireDistance("gain", gain, subject);
  }

  /** Non-inferiority within a margin, for everyone. */
  public static Gate guard(String metric, double margin, long minimum) {
    return new Gate(Subject.ofEveryone(metric), Demand.PROVE_NO_HARM, margin, 0, minimum);
  }

  /** The same within a slice that is too small to prove anything. */
  public static Gate watch(String metric, String slice, double margin, long minimum) {
    return new Gate(new Subject(metric, slice), Demand.NO_EVIDENCE_OF_HARM, margin, 0, minimum);
  }

  Claim claim(ErrorRates errors) {
    return new Claim(margin, gain, errors);
  }

  private static void requireDistance(String name, double distance, Subject subject) {
    if (!(distance >= 0 && Double.isFinite(distance))) {
      throw new IllegalArgumentException(
          "%s: the %s is a finite number of at least 0, unlike %s"
              .formatted(subject, name, distance));
    }
  }
}
