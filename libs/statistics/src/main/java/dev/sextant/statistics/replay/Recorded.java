package dev.sextant.statistics.replay;

import dev.sextant.statistics.choice.SignTest;
import dev.sextant.statistics.sequential.ArmDifference;
import dev.sextant.statistics.sequential.Effect;
import dev.sextant.statistics.sequential.InformationSequence;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Evidence;
import dev.sextant.statistics.verdict.Judgement;
import java.util.Optional;
import java.util.TreeMap;

/** Evidence, read as what was given to a method and to the judgement. */
record Recorded(Evidence evidence) {

  Claim claim() {
    return new Claim(
        number("margin"),
        number("gain"),
        new ErrorRates(number("falsePromotion"), number("falseRollback")));
  }

  /** The bounds that were judged, with what the method was given. */
  Bounds.Interval interval() {
    var given = new TreeMap<>(evidence.inputs());
    given.keySet().removeAll(Judgement.INPUTS);
    return new Bounds.Interval(
        evidence.method(),
        evidence.statistic(),
        orElse("lower", Double.NEGATIVE_INFINITY),
        orElse("upper", Double.POSITIVE_INFINITY),
        given);
  }

  double lowerBefore() {
    return orElse("lowerBefore", Double.NEGATIVE_INFINITY);
  }

  double upperBefore() {
    return orElse("upperBefore", Double.POSITIVE_INFINITY);
  }

  /** Whether nothing but evidence of harm was asked for. */
  boolean isWatched() {
    return evidence.inputs().containsKey("minimum");
  }

  long seen() {
    return count("seen");
  }

  long minimum() {
    return count("minimum");
  }

  /** The bounds of the look, if their method needs no more than a few numbers. */
  Optional<Bounds> look() {
    return switch (evidence.method()) {
      case "ArmDifference.ofIndependentTrials" ->
          Optional.of(
              ArmDifference.ofIndependentTrials(
                  count("stableEvents"),
                  count("stableTrials"),
                  count("candidateEvents"),
                  count("candidateTrials"),
                  rates()));
      case "InformationSequence" ->
          Optional.of(
              new InformationSequence(number("expectedInformation")).bounds(effect(), rates()));
      case "SignTest" ->
          Optional.of(
              new SignTest(count("stable"), count("candidate"), count("neither")).bounds(rates()));
      default -> Optional.empty();
    };
  }

  private Effect effect() {
    return new Effect.Measured(
        evidence.statistic(),
        number("standardError"),
        (int) count("clusters"),
        number("effective"),
        new Effect.Part(number("candidateRate"), number("candidateError")));
  }

  private ErrorRates rates() {
    return new ErrorRates(number("upperRate"), number("lowerRate"));
  }

  private long count(String name) {
    double number = number(name);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException("%s is no count: %s".formatted(name, number));
    }
    return (long) number;
  }

  private double number(String name) {
    Double number = evidence.inputs().get(name);
    if (number == null) {
      throw new IllegalArgumentException("the evidence does not name " + name);
    }
    return number;
  }

  private double orElse(String name, double other) {
    return evidence.inputs().getOrDefault(name, other);
  }
}
