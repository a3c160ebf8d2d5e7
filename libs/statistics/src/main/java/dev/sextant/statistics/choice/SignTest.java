package dev.sextant.statistics.choice;

import dev.sextant.statistics.sequential.BetaBinomial;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which of two rankings wins more sessions, judged at every look by exact bounds. Sessions that
 * neither wins say nothing and are left out. Sessions must be independent: where users return and
 * differ in what they like, count one session of each, such as the first that has a winner.
 *
 * @param stable sessions that the stable ranking has won
 * @param candidate sessions that the candidate has won
 * @param neither sessions without a winner
 */
public record SignTest(long stable, long candidate, long neither) {
  /** Before the first session. */
  public static final SignTest START = new SignTest(0, 0, 0);

  private static final long MOST = 1L << 40;

  /** More sessions than these are not foreseen. */
  private static final long FORESEEN = 1L << 26;

  public SignTest {
    if (Math.min(stable, Math.min(candidate, neither)) < 0 || Math.max(stable, candidate) > MOST) {
      throw new IllegalArgumentException(
          "%d, %d and %d sessions cannot be counted".formatted(stable, candidate, neither));
    }
  }

  /** After one more session. */
  public SignTest and(Team winner) {
    return switch (winner) {
      case STABLE -> new SignTest(stable + 1, candidate, neither);
      case CANDIDATE -> new SignTest(stable, candidate + 1, neither);
      case NEITHER -> new SignTest(stable, candidate, neither + 1);
    };
  }

  /** Both together. */
  public SignTest merge(SignTest other) {
    return new SignTest(
        stable + other.stable, candidate + other.candidate, neither + other.neither);
  }

  /**
   * Bounds on the share of sessions that stable wins less the share that the candidate wins, among
   * sessions with a winner: less is better for the candidate, as everywhere.
   */
  public Bounds bounds(ErrorRates errors) {
    long won = stable + candidate;
    if (won == 0) {
      return Bounds.Unavailable.because("no session has a winner");
    }
    var inputs = new TreeMap<String, Double>();
    inputs.put("stable", (double) stable);
    inputs.put("candidate", (double) candidate);
    inputs.put("neither", (double) neither);
    inputs.putAll(errors.inputs());
    return new Bounds.Interval(
        "SignTest",
        (double) (stable - candidate) / won,
        2 * BetaBinomial.lower(stable, won, errors.falseRollback()) - 1,
        2 * BetaBinomial.upper(stable, won, errors.falsePromotion()) - 1,
        inputs);
  }

  /**
   * The verdict, with how many more sessions with a winner would do if they went as those so far,
   * where any number would.
   */
  public Verdict judge(Claim claim) {
    return switch (Judgement.prove(claim, bounds(claim.errors()))) {
      case Verdict.Inconclusive open ->
          new Verdict.Inconclusive(open.missing(), needed(claim), open.eta(), open.evidence());
      case Verdict decided -> decided;
    };
  }

  // By doubling and halving; at the same share the bound only falls.
  private OptionalLong needed(Claim claim) {
    long won = stable + candidate;
    if (won == 0 || !((double) (stable - candidate) / won < claim.margin())) {
      return OptionalLong.empty();
    }
    long enough = won;
    while (enough < FORESEEN && !passes(claim, enough)) {
      enough *= 2;
    }
    if (!passes(claim, enough)) {
      return OptionalLong.empty();
    }
    long few = enough / 2;
    while (enough - few > 1) {
      long middle = few + (enough - few) / 2;
      if (passes(claim, middle)) {
        enough = middle;
      } else {
        few = middle;
      }
    }
    return OptionalLong.of(Math.max(1, enough - won));
  }

  private boolean passes(Claim claim, long sessions) {
    double share = (double) stable / (stable + candidate);
    long losses = Math.min(sessions, (long) Math.ceil(share * sessions - 1e-9));
    return 2 * BetaBinomial.upper(losses, sessions, claim.errors().falsePromotion()) - 1
        < claim.margin();
  }
}
