package dev.sextant.statistics.gates;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.verdict.ErrorRates;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gates whose estimates are normal with a known error and one common cause, judged once: bounds
 * without slack, so that whatever the algebra gives away or spends too often shows.
 *
 * @param gates how many
 * @param correlation of two gates' estimates
 * @param first the true effect in the first gate, in margins
 * @param others the true effect in every other gate, in margins
 */
record OneLook(int gates, double correlation, double first, double others) {
  static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final double ERRORS_IN_MARGIN = 4;
  private static final Duration HOUR = Duration.ofHours(1);

  /** How often what was said, and how often harm would be called at the undivided rate. */
  record Shares(int promoted, int rolledBack, int rolledBackUndivided, int replicates) {}

  Shares run(int replicates, long seed) {
    var protocol = protocol();
    double undivided = Trial.NORMAL.inverseSurvivalProbability(ERRORS.falseRollback());
    var random = Replicates.random(seed);
    int promoted = 0;
    int rolledBack = 0;
    int naive = 0;
    for (int i = 0; i < replicates; i++) {
      var observations = new HashMap<Subject, Observation>();
      double common = random.nextGaussian();
      boolean anyHarm = false;
      for (int g = 0; g < gates; g++) {
        double noise =
            Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * random.nextGaussian();
        double estimate = (g == 0 ? first : others) + noise / ERRORS_IN_MARGIN;
        var measurement = new Trial.Measurement(estimate, 1 / ERRORS_IN_MARGIN, 100, 100);
        observations.put(
            protocol.gates().get(g).subject(), measurement.at(protocol.errorsOfGate()));
        anyHarm |= (estimate - 1) * ERRORS_IN_MARGIN > undivided;
      }
      switch (Guards.judge(protocol, new Look(0, HOUR, true, HOUR, Optional.empty(), observations))
          .outcome()) {
        case Outcome.Promote ignored -> promoted++;
        case Outcome.RollBack ignored -> rolledBack++;
        default -> {}
      }
      naive += anyHarm ? 1 : 0;
    }
    return new Shares(promoted, rolledBack, naive, replicates);
  }

  private Protocol protocol() {
    return new Protocol(
        ERRORS,
        1,
        IntStream.range(0, gates).mapToObj(g -> Gate.guard("metric" + g, 1, 1)).toList(),
        List.of(new Step(50, Duration.ZERO)),
        Duration.ofHours(2),
        AtDeadline.ABORT);
  }
}
