package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.List;
import java.util.TreeMap;

/** A way to bound the difference of returning users, fed with every step of a simulated world. */
interface Contestant {

  /** What it says at this step; looks that it leaves out are unavailable. */
  Bounds look(int step, SimulatedUsers users);

  /** Every contestant, by the name it has in the table. */
  enum Kind {
    REQUESTS_Z("z-test at every look, requests"),
    CLUSTERS_Z("z-test at every look, buckets"),
    REQUESTS_EXACT("Beta-Binomial, requests"),
    REQUESTS_ASYMPTOTIC("asymptotic sequence, requests"),
    CELLS_BERNSTEIN("empirical Bernstein, bucket-steps"),
    CLUSTERS_BETTING("betting on buckets, spent looks"),
    CLUSTERS_GROUP("planned looks, buckets"),
    CLUSTERS_INFORMATION("information sequence, buckets"),
    FLAGGER_ABSOLUTE("99 % of each step, 10 good steps, 5 bad ones (as Flagger)"),
    FLAGGER_RELATIVE("each step within the margin of stable, 10 good, 5 bad (as Flagger)"),
    ARGO_ABSOLUTE("99 % of each step, 10 steps, 3 may fail (as Argo Rollouts)"),
    ARGO_RELATIVE("each step within the margin of stable, 10 steps, 3 may fail (as Argo Rollouts)"),
    RETURNING_USERS("information and betting, shared rates");

    final String title;

    Kind(String title) {
      this.title = title;
    }

    Contestant create(double margin, ErrorRates errors) {
      return switch (this) {
        case REQUESTS_Z -> (step, users) -> z(requests(users), errors);
        case CLUSTERS_Z -> (step, users) -> z(clusters(users), errors);
        case REQUESTS_EXACT ->
            (step, users) -> {
              var pooled = pooled(users);
              return ArmDifference.ofIndependentTrials(
                  (long) pooled.stable().total(),
                  (long) pooled.stable().units(),
                  (long) pooled.candidate().total(),
                  (long) pooled.candidate().units(),
                  errors);
            };
        case REQUESTS_ASYMPTOTIC -> (step, users) -> asymptotic(users, errors);
        case CELLS_BERNSTEIN -> new Cells(errors);
        case CLUSTERS_BETTING ->
            (step, users) -> {
              int look = look(step);
              if (look == 0) {
                return Bounds.Unavailable.because("no look");
              }
              var current = users.strata().getLast();
              return ArmDifference.ofClusterMeans(
                  current.stable(), current.candidate(), LookSpending.at(look, errors));
            };
        case CLUSTERS_GROUP -> new Group(errors);
        case CLUSTERS_INFORMATION ->
            (step, users) -> InformationSequence.forMargin(margin).bounds(clusters(users), errors);
        case FLAGGER_ABSOLUTE -> StepRule.threshold(StepRule.success(0.99));
        case FLAGGER_RELATIVE -> StepRule.threshold(StepRule.versusStable(margin));
        case ARGO_ABSOLUTE -> StepRule.failureLimit(StepRule.success(0.99));
        case ARGO_RELATIVE -> StepRule.failureLimit(StepRule.versusStable(margin));
        case RETURNING_USERS -> new Together(margin, errors);
      };
    }
  }

  /** The number of the look at a step for those who look after 3, 6, 12 and 24 steps; else 0. */
  static int look(int step) {
    return switch (step + 1) {
      case 3 -> 1;
      case 6 -> 2;
      case 12 -> 3;
      case 24 -> 4;
      default -> 0;
    };
  }

  private static Effects.Stratum pooled(SimulatedUsers users) {
    var strata = users.strata();
    var stable = strata.getFirst().stable();
    var candidate = strata.getFirst().candidate();
    for (var stratum : strata.subList(1, strata.size())) {
      stable = stable.merge(stratum.stable());
      candidate = candidate.merge(stratum.candidate());
    }
    return new Effects.Stratum(1, stable, candidate);
  }

  private static Effect clusters(SimulatedUsers users) {
    return Effects.stratified(users.strata());
  }

  private static Effect requests(SimulatedUsers users) {
    var pooled = pooled(users);
    double n0 = pooled.stable().units();
    double n1 = pooled.candidate().units();
    double p0 = pooled.stable().total() / n0;
    double p1 = pooled.candidate().total() / n1;
    return Effect.of(
        p1 - p0, Math.sqrt(p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1), (int) n1, (int) (n1 * p1));
  }

  private static Bounds z(Effect effect, ErrorRates errors) {
    if (!(effect instanceof Effect.Measured measured) || measured.effective() < 5) {
      return Bounds.Unavailable.because("too few events");
    }
    return interval(
        measured,
        Numbers.normalQuantile(errors.falseRollback()),
        Numbers.normalQuantile(errors.falsePromotion()));
  }

  private static Bounds asymptotic(SimulatedUsers users, ErrorRates errors) {
    if (!(requests(users) instanceof Effect.Measured measured) || measured.effective() < 5) {
      return Bounds.Unavailable.because("too few events");
    }
    var pooled = pooled(users);
    double units = pooled.stable().units() + pooled.candidate().units();
    double se = measured.standardError();
    return interval(
        measured,
        new AsymptoticSequence(100_000, 2 * errors.falseRollback()).halfWidth(se, units) / se,
        new AsymptoticSequence(100_000, 2 * errors.falsePromotion()).halfWidth(se, units) / se);
  }

  private static Bounds interval(Effect.Measured effect, double down, double up) {
    return new Bounds.Interval(
        "contestant",
        effect.value(),
        effect.value() - down * effect.standardError(),
        effect.value() + up * effect.standardError(),
        new TreeMap<>());
  }

  /** Takes each bucket of each step for a fresh number, which returning users are not. */
  final class Cells implements Contestant {
    private final ErrorRates half;
    private EmpiricalBernstein stable = EmpiricalBernstein.START;
    private EmpiricalBernstein candidate = EmpiricalBernstein.START;

    Cells(ErrorRates errors) {
      this.half = errors.times(0.5);
    }

    @Override
    public Bounds look(int step, SimulatedUsers users) {
      for (double mean : users.last.stable.totals().means()) {
        stable = stable.and(mean);
      }
      for (double mean : users.last.candidate.totals().means()) {
        candidate = candidate.and(mean);
      }
      return new Bounds.Interval(
          "contestant",
          0,
          candidate.lower(half.falseRollback()) - stable.upper(half.falseRollback()),
          candidate.upper(half.falsePromotion()) - stable.lower(half.falsePromotion()),
          new TreeMap<>());
    }
  }

  /** What is shipped. */
  final class Together implements Contestant {
    private ReturningUsers state;

    Together(double margin, ErrorRates errors) {
      this.state = ReturningUsers.start(margin, errors);
    }

    @Override
    public Bounds look(int step, SimulatedUsers users) {
      state = state.and(users.strata());
      return state.bounds();
    }
  }

  /** Looks after 3, 6, 12 and 24 steps, with the share of time as the share of information. */
  final class Group implements Contestant {
    private final PlannedLooks plan;

    Group(ErrorRates errors) {
      this.plan =
          new PlannedLooks(
              List.of(0.125, 0.25, 0.5, 1.0), GroupSequential.Spending.OBRIEN_FLEMING, errors);
    }

    @Override
    public Bounds look(int step, SimulatedUsers users) {
      int look = Contestant.look(step);
      return look == 0 ? Bounds.Unavailable.because("no look") : plan.bounds(look, clusters(users));
    }
  }
}
