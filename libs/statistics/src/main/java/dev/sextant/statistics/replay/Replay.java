package dev.sextant.statistics.replay;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Evidence;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.Optional;

/** Computes a verdict again, from the evidence that it names and from nothing else. */
public final class Replay {
  // Of the larger of both numbers: logarithms of another machine may differ in their last digit.
  private static final double ROUNDING = 1e-9;

  private Replay() {}

  /** Whether the verdict follows from its own evidence. */
  public static Replayed of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Shown shown -> of(verdict, shown.evidence());
      case Verdict.Inconclusive open ->
          open.evidence()
              .map(evidence -> of(verdict, evidence))
              .orElseGet(() -> new Replayed.NoEvidence(open.missing()));
      case Verdict.Invalid(var reason) -> new Replayed.NoEvidence(reason);
      case Verdict.NotApplicable(var reason) -> new Replayed.NoEvidence(reason);
    };
  }

  private static Replayed of(Verdict verdict, Evidence evidence) {
    try {
      return replayed(verdict, new Recorded(evidence));
    } catch (IllegalArgumentException e) {
      // Inputs that no method takes were never given to one.
      return new Replayed.Contradicted(String.valueOf(e.getMessage()));
    }
  }

  private static Replayed replayed(Verdict verdict, Recorded recorded) {
    var again = judged(recorded);
    if (!again.getClass().equals(verdict.getClass())) {
      return new Replayed.Contradicted(
          "the bounds say %s, not %s"
              .formatted(again.getClass().getSimpleName(), verdict.getClass().getSimpleName()));
    }
    if (!evidence(again).equals(Optional.of(recorded.evidence()))) {
      return new Replayed.Contradicted("the bound or its level is not the one that decides");
    }
    return recorded
        .look()
        .map(look -> compared(recorded, look))
        .orElseGet(() -> new Replayed.FromBounds(recorded.evidence().method()));
  }

  private static Verdict judged(Recorded recorded) {
    return recorded.isWatched()
        ? Judgement.watch(
            recorded.claim(), recorded.interval(), recorded.seen(), recorded.minimum())
        : Judgement.prove(recorded.claim(), recorded.interval());
  }

  private static Optional<Evidence> evidence(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Shown shown -> Optional.of(shown.evidence());
      case Verdict.Inconclusive open -> open.evidence();
      case Verdict.Invalid ignored -> Optional.empty();
      case Verdict.NotApplicable ignored -> Optional.empty();
    };
  }

  private static Replayed compared(Recorded recorded, Bounds look) {
    return switch (look) {
      case Bounds.Unavailable(var missing, var ignored) -> new Replayed.Contradicted(missing);
      case Bounds.Interval interval -> {
        var bounds = recorded.interval();
        double lower = Math.max(recorded.lowerBefore(), interval.lower());
        double upper = Math.min(recorded.upperBefore(), interval.upper());
        if (!alike(lower, bounds.lower())) {
          yield differs("lower", lower, bounds.lower());
        }
        if (!alike(upper, bounds.upper())) {
          yield differs("upper", upper, bounds.upper());
        }
        yield alike(interval.estimate(), bounds.estimate())
            ? new Replayed.FromInputs()
            : differs("estimate", interval.estimate(), bounds.estimate());
      }
    };
  }

  private static Replayed differs(String what, double again, double recorded) {
    return new Replayed.Contradicted(
        "%s: the inputs give %s, the evidence says %s".formatted(what, again, recorded));
  }

  private static boolean alike(double one, double other) {
    return one == other
        || Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
  }
}
