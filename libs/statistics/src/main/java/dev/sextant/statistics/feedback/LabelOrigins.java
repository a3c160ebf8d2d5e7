package dev.sextant.statistics.feedback;

import dev.sextant.statistics.evaluation.Estimate;

/**
 * Whose decisions the labels of a training set come from.
 *
 * @param own labels of what an earlier generation of the same model decided
 * @param explored labels of what was chosen by chance, with known probabilities
 * @param foreign labels that no model had a part in, such as those of a survey
 */
public record LabelOrigins(long own, long explored, long foreign) {
  /** No labels. */
  public static final LabelOrigins NONE = new LabelOrigins(0, 0, 0);

  public LabelOrigins {
    if (Math.min(own, Math.min(explored, foreign)) < 0) {
      throw new IllegalArgumentException(
          "%d, %d and %d labels cannot be counted".formatted(own, explored, foreign));
    }
  }

  /** Both together. */
  public LabelOrigins merge(LabelOrigins other) {
    return new LabelOrigins(own + other.own, explored + other.explored, foreign + other.foreign);
  }

  /** The share of labels that the model's own decisions produced. */
  public Estimate ownShare() {
    return share(own);
  }

  /** The share of labels that exploration produced. */
  public Estimate exploredShare() {
    return share(explored);
  }

  private Estimate share(long part) {
    double all = (double) own + explored + foreign;
    return all == 0 ? new Estimate.Undefined("there are no labels") : Estimate.of(part / all);
  }
}
