package dev.sextant.statistics.gates;

import dev.sextant.statistics.sequential.LookSpending;
import dev.sextant.statistics.verdict.ErrorRates;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * What a candidate must pass, fixed before the first look.
 *
 * @param errors how often the whole protocol may err about one candidate, over all looks
 * @param arms how many candidates are compared with stable at the same time
 * @param gates all of them; their order means nothing
 * @param steps one after the other, each with a larger weight
 * @param deadline how long all steps together may take
 * @param atDeadline what happens then
 */
public record Protocol(
    ErrorRates errors,
    int arms,
    List<Gate> gates,
    List<Step> steps,
    Duration deadline,
    AtDeadline atDeadline) {

  public Protocol {
    gates = List.copyOf(gates);
    steps = List.copyOf(steps);
    if (arms < 1) {
      throw new IllegalArgumentException("there is at least one candidate, not " + arms);
    }
    if (deadline.isNegative()) {
      throw new IllegalArgumentException("a deadline lies ahead, unlike " + deadline);
    }
    requireGates(gates);
    requireSteps(steps);
  }

  /**
   * How often one gate may err: its bounds must hold at these rates. A candidate is promoted where
   * every gate agrees, so each may promote falsely at the full rate and a bad candidate still has
   * to deceive the very gate in which it is bad. It is rolled back where any gate objects, so the
   * rate of false rollbacks is divided over gates and arms.
   */
  public ErrorRates errorsOfGate() {
    return new ErrorRates(
        errors.falsePromotion(), errors.falseRollback() / ((double) arms * gates.size()));
  }

  /**
   * The protocol for rows that have judged candidates before. Whoever is tried often enough on the
   * same rows passes by luck, so the uses of a test split share its error rates.
   *
   * @param use the number of the use, from 1; {@code errors} are those of all uses together
   */
  public Protocol forUse(int use) {
    return new Protocol(LookSpending.at(use, errors), arms, gates, steps, deadline, atDeadline);
  }

  private static void requireGates(List<Gate> gates) {
    var subjects = new HashSet<Subject>();
    for (Gate gate : gates) {
      if (!subjects.add(gate.subject())) {
        throw new IllegalArgumentException(gate.subject() + " has two gates");
      }
    }
    if (gates.stream().allMatch(gate -> gate.demand() == Demand.NO_EVIDENCE_OF_HARM)) {
      throw new IllegalArgumentException(
          "no gate asks for a proof, so nothing would keep the rate of false promotions");
    }
  }

  private static void requireSteps(List<Step> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("there is at least one step");
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).weight() <= steps.get(i - 1).weight()) {
        throw new IllegalArgumentException("each step has a larger weight than the one before");
      }
    }
  }
}
