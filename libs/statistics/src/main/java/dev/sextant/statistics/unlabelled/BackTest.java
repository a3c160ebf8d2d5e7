package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.sequential.BetaBinomial;
import dev.sextant.statistics.verdict.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether estimates without labels came true: how many cohorts, once their labels were mature, had
 * a metric within the band that was estimated before. Exact for independent cohorts at whatever
 * cohort it is read. Cohorts that share a reference or users depend on each other, so that the
 * error rate is approximate for them.
 *
 * @param least the share of cohorts that bands must hold, such as 0.85 for bands of 90 %
 * @param unacceptable the share that must be ruled out before an estimator is trusted, below least
 * @param errorRate the chance of ever calling an estimator distrusted that holds the least share,
 *     and of ever calling one trusted that holds the unacceptable one
 */
public record BackTest(double least, double unacceptable, double errorRate) {
  /** For bands of 90 %: 85 % at least, 60 % ruled out, both at 5 %. */
  public static final BackTest USUAL = new BackTest(0.85, 0.6, 0.05);

  /** More cohorts than these are not foreseen. */
  private static final int FORESEEN = 10_000;

  public BackTest {
    if (!(unacceptable > 0
        && unacceptable < least
        && least < 1
        && errorRate > 0
        && errorRate < 1)) {
      throw new IllegalArgumentException(
          "shares of %s and %s at an error rate of %s test nothing"
              .formatted(least, unacceptable, errorRate));
    }
  }

  /**
   * A cohort whose labels are mature.
   *
   * @param estimated before they came
   * @param realised by them
   */
  public record Cohort(PerformanceEstimate.Band estimated, double realised) {
    public Cohort {
      if (!Double.isFinite(realised)) {
        throw new IllegalArgumentException("what was realised is finite, unlike " + realised);
      }
    }
  }

  /** What the cohorts say about an estimator. */
  public sealed interface Result {
    /** Bands hold at least the share asked for, and the unacceptable share is ruled out. */
    record Trusted(Evidence evidence) implements Result {}

    /** Bands hold less than the share asked for. */
    record Distrusted(Evidence evidence) implements Result {}

    /**
     * Neither.
     *
     * @param needed how many more cohorts would do if they went as those so far, where any number
     *     would
     */
    record Inconclusive(String missing, OptionalLong needed, Optional<Evidence> evidence)
        implements Result {}
  }

  /** Of cohorts in any order. */
  public Result judge(List<Cohort> cohorts) {
    long held = cohorts.stream().filter(c -> c.estimated().holds(c.realised())).count();
    return judge(held, cohorts.size());
  }

  /**
   * Of counts.
   *
   * @param held cohorts whose band held what was realised
   * @param cohorts in all
   */
  public Result judge(long held, long cohorts) {
    double upper = BetaBinomial.upper(held, cohorts, errorRate);
    if (cohorts == 0) {
      return new Result.Inconclusive("no cohort is mature", needed(0, 0), Optional.empty());
    }
    if (upper < least) {
      return new Result.Distrusted(evidence(held, cohorts, upper));
    }
    double lower = BetaBinomial.lower(held, cohorts, errorRate);
    if (isTrusted(held, cohorts)) {
      return new Result.Trusted(evidence(held, cohorts, lower));
    }
    return new Result.Inconclusive(
        "bands held %d of %d cohorts; at least %.0f %% are asked for, and more than %.0f %% proved"
            .formatted(held, cohorts, 100 * least, 100 * unacceptable),
        needed(held, cohorts),
        Optional.of(evidence(held, cohorts, lower)));
  }

  private boolean isTrusted(long held, long cohorts) {
    return held >= least * cohorts && BetaBinomial.lower(held, cohorts, errorRate) > unacceptable;
  }

  private OptionalLong needed(long held, long cohorts) {
    double share = cohorts == 0 ? 1 : (double) held / cohorts;
    for (long all = Math.max(1, cohorts); share >= least && all <= FORESEEN; all++) {
      if (isTrusted((long) Math.ceil(share * all - 1e-9), all)) {
        return OptionalLong.of(Math.max(1, all - cohorts));
      }
    }
    return OptionalLong.empty();
  }

  private Evidence evidence(long held, long cohorts, double bound) {
    return Evidence.of(
        "BackTest",
        (double) held / cohorts,
        bound,
        errorRate,
        Map.of(
            "held",
            (double) held,
            "cohorts",
            (double) cohorts,
            "least",
            least,
            "unacceptable",
            unacceptable));
  }
}
