package dev.sextant.statistics.replay;

/** What came out when a verdict was computed again. */
public sealed interface Replayed {

  /** The counts and rates that the evidence names give the same bounds, and these the verdict. */
  record FromInputs() implements Replayed {}

  /**
   * The bounds that the evidence names give the verdict. They themselves are made of more than a
   * few numbers, such as the totals of clusters, which are the caller's to keep.
   *
   * @param method that made the bounds
   */
  record FromBounds(String method) implements Replayed {}

  /**
   * Something else comes out: the evidence was changed, or is of another release of the method.
   *
   * @param difference in words
   */
  record Contradicted(String difference) implements Replayed {}

  /**
   * There is nothing to compute.
   *
   * @param reason in words
   */
  record NoEvidence(String reason) implements Replayed {}
}
