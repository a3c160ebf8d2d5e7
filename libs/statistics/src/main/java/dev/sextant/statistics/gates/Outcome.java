package dev.sextant.statistics.gates;

import java.util.List;

/** What is to happen with a candidate. */
public sealed interface Outcome {

  /** Back to stable for good: the candidate does harm. */
  record RollBack(List<Subject> harmed) implements Outcome {}

  /**
   * Back to stable, and nothing is known about the candidate: the comparison itself is broken.
   *
   * @param reasons in words
   */
  record Invalid(List<String> reasons) implements Outcome {}

  /**
   * The candidate has passed.
   *
   * @param basis what it leans on
   * @param unproved gates that saw no harm and proved nothing
   */
  record Promote(Basis basis, List<Subject> unproved) implements Outcome {}

  /** What a promotion leans on. */
  enum Basis {
    /** Every gate that asks for a proof has one: false promotions are as rare as was asked. */
    PROOF,

    /** No harm was seen until the deadline: there is no rate of false promotions. */
    NO_EVIDENCE_OF_HARM
  }

  /** On to the next step. */
  record Advance(int step) implements Outcome {}

  /** The time is over, and people decide. */
  record AskReview(List<Missing> missing) implements Outcome {}

  /** The time is over, and the candidate is given up without being called harmful. */
  record Abort(List<Missing> missing) implements Outcome {}

  /**
   * Go on and look again.
   *
   * @param outlook whether what is missing comes before the deadline
   */
  record Wait(List<Missing> missing, Outlook outlook) implements Outcome {}

  /** Whether what is missing for the next move comes in time; a forecast without an error rate. */
  enum Outlook {
    IN_TIME,
    TOO_LATE,
    UNKNOWN
  }
}
