package dev.sextant.statistics.choice;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The probability of each arm that its mean is the highest, when what is believed of each mean is a
 * Beta distribution: the integral of the arm's density times all other arms' distribution
 * functions.
 *
 * <p>Integrated over t = ln(x / (1 - x)), where every density is smooth and falls exponentially at
 * both ends, by Gauss and Legendre between places that follow each arm's own scale. No number is
 * drawn. The probabilities add up to 1 but for the error of the integration, which is thereby seen.
 */
final class BestArm {
  /** Where an arm is integrated, in units of its scale around its most likely place. */
  private static final double[] OFFSETS = {0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 28};

  private static final GaussLegendre PANEL = GaussLegendre.of(16);

  /** Where no arm has more of its mass than this, nothing is added. */
  private static final double NEGLIGIBLE = 1e-14;

  private final List<ArmRewards> arms;
  private final double[] best;
  private final double[] mass;

  private BestArm(List<ArmRewards> arms) {
    this.arms = arms;
    this.best = new double[arms.size()];
    this.mass = new double[arms.size()];
  }

  /** The probability of each arm; they add up to 1. */
  static double[] probabilities(List<ArmRewards> arms) {
    double[] best = integrals(arms);
    double sum = Arrays.stream(best).sum();
    return Arrays.stream(best).map(each -> each / sum).toArray();
  }

  /** The same as integrated: how far their sum is from 1 shows the error. */
  static double[] integrals(List<ArmRewards> arms) {
    var integral = new BestArm(arms);
    double[] places = integral.places();
    for (int i = 1; i < places.length; i++) {
      integral.addPanel(places[i - 1], places[i]);
    }
    for (int arm = 0; arm < arms.size(); arm++) {
      integral.best[arm] /= integral.mass[arm];
    }
    return integral.best;
  }

  private double[] places() {
    double[] places =
        arms.stream()
            .flatMapToDouble(arm ->
                Arrays.stream(OFFSETS)
                    .flatMap(offset ->
                        Arrays.stream(
                            new double[] {
                              centre(arm) - offset * scale(arm), centre(arm) + offset * scale(arm)
                            })))
            .sorted()
            .toArray();
    double apart = arms.stream().mapToDouble(BestArm::scale).min().orElse(1) / 2;
    int kept = 1;
    for (double place : places) {
      if (place >= places[kept - 1] + apart) {
        places[kept++] = place;
      }
    }
    return Arrays.copyOf(places, kept);
  }

  private void addPanel(double from, double to) {
    if (arms.stream().allMatch(arm -> most(arm, from, to) < NEGLIGIBLE)) {
      return;
    }
    double half = (to - from) / 2;
    for (int node = 0; node < PANEL.size(); node++) {
      double t = from + half * (1 + PANEL.node(node));
      addNode(t, half * PANEL.weight(node));
    }
  }

  // What of its mass an arm can have there: its density only falls from its centre.
  private static double most(ArmRewards arm, double from, double to) {
    double nearest = Math.clamp(centre(arm), from, to);
    return density(arm, nearest) * (to - from) / scale(arm);
  }

  private void addNode(double t, double weight) {
    var densities = new double[arms.size()];
    double largest = 0;
    for (int arm = 0; arm < densities.length; arm++) {
      densities[arm] = weight * density(arms.get(arm), t);
      mass[arm] += densities[arm];
      largest = Math.max(largest, densities[arm] / scale(arms.get(arm)));
    }
    if (largest < NEGLIGIBLE) {
      return;
    }
    double[] below = below(t);
    for (int arm = 0; arm < densities.length; arm++) {
      best[arm] += densities[arm] * below[arm];
    }
  }

  /** The probability, for each arm, that all others lie below. */
  private double[] below(double t) {
    var each = new double[arms.size()];
    Arrays.setAll(each, arm -> distribution(arms.get(arm), t));
    var below = new double[arms.size()];
    double before = 1;
    for (int arm = 0; arm < below.length; arm++) {
      below[arm] = before;
      before *= each[arm];
    }
    double after = 1;
    for (int arm = below.length - 1; arm >= 0; arm--) {
      below[arm] *= after;
      after *= each[arm];
    }
    return below;
  }

  // From the side on which x keeps its digits.
  private static double distribution(ArmRewards arm, double t) {
    double x = 1 / (1 + StrictMath.exp(Math.abs(t)));
    return t < 0
        ? RegularizedBeta.value(x, arm.hits(), arm.misses())
        : RegularizedBeta.complement(x, arm.misses(), arm.hits());
  }

  // Over the density at the centre, so that no large numbers cancel.
  private static double density(ArmRewards arm, double t) {
    double distance = t - centre(arm);
    double all = arm.hits() + arm.misses();
    double grown = arm.hits() / all * StrictMath.expm1(distance);
    return StrictMath.exp(arm.hits() * distance - all * StrictMath.log1p(grown));
  }

  private static double centre(ArmRewards arm) {
    return StrictMath.log(arm.hits() / arm.misses());
  }

  private static double scale(ArmRewards arm) {
    return Math.sqrt(1 / arm.hits() + 1 / arm.misses());
  }
}
