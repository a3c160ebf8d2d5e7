package dev.sextant.statistics.verdict;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What the evidence says about one question that was asked of a candidate. */
public sealed interface Verdict {

  /** A verdict that numbers prove, at the level that they name. */
  sealed interface Shown extends Verdict {
    /** The numbers. */
    Evidence evidence();
  }

  /** The candidate is worse than stable by more than the margin. */
  record Harm(Evidence evidence) implements Shown {}

  /**
   * As much was seen as was asked for, and it shows no harm. Weaker than {@link NonInferior}: harm
   * may be there and too small to see.
   */
  record NoHarm(Evidence evidence) implements Shown {}

  /** The candidate is worse than stable by less than the margin, or not at all. */
  record NonInferior(Evidence evidence) implements Shown {}

  /** The candidate is better than stable by more than the gain that was asked for. */
  record Superior(Evidence evidence) implements Shown {}

  /**
   * Nothing is shown yet.
   *
   * @param missing what is missing, in words
   * @param needed how many more units would be enough, where that can be said
   * @param eta when they will have come, where that can be said
   * @param evidence the numbers so far, where there are any
   */
  record Inconclusive(
      String missing, OptionalLong needed, Optional<Duration> eta, Optional<Evidence> evidence)
      implements Verdict {

    /** Nothing is known but what is missing. */
    public static Inconclusive because(String missing) {
      return new Inconclusive(missing, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** The evidence contradicts what every verdict of the experiment leans on. */
  record Invalid(String reason) implements Verdict {}

  /** The question makes no sense for this candidate. */
  record NotApplicable(String reason) implements Verdict {}
}
