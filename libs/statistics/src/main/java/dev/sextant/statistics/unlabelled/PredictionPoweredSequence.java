package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.numeric.Rows;
import dev.sextant.statistics.sequential.BettingMean;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The mean loss from few labels and many predictions, bounded at every look at once: each labelled
 * unit gives one number, its loss plus lambda times what the predictions of its share of the
 * unlabelled units exceed its own prediction by. Such a number has the mean loss of its batch, for
 * lambda is known before the batch; so {@link BettingMean} bounds the mean (prediction-powered
 * monitoring, with one number a label and not one a batch, which needs far fewer batches). Why
 * betting: docs/decisions/0066.
 *
 * <p>It holds for independent units of which those with labels are a sample in every batch ({@link
 * LabelSelection}). A unit counts once: give its mean. Where the loss changes from batch to batch,
 * harm is called falsely as seldom as is said while it never exceeds the margin, and non-inferior
 * while it never falls below.
 *
 * @param most what predictions are clipped at, above 0 and at most 1, fixed before the first batch,
 *     such as 0.5 for the chance that the likelier of two classes is wrong
 * @param past what earlier batches say about predictions
 * @param numbers so far, moved and divided so that they lie between 0 and 1
 */
public record PredictionPoweredSequence(double most, Past past, List<Double> numbers) {
  /** With fewer labels before a batch, its predictions are not used. */
  private static final int LABELS_FOR_LAMBDA = 20;

  public PredictionPoweredSequence {
    if (!(most > 0 && most <= 1)) {
      throw new IllegalArgumentException(
          "predictions are clipped above 0 and at most at 1, not at " + most);
    }
    numbers = List.copyOf(numbers);
  }

  /** Before the first batch. */
  public static PredictionPoweredSequence start(double most) {
    return new PredictionPoweredSequence(most, Past.NONE, List.of());
  }

  /**
   * Sums over labelled units of earlier batches: how many, their losses, their predictions, and the
   * squares and products of these.
   */
  public record Past(
      long labels, double losses, double predictions, double squares, double products) {
    /** No batch. */
    public static final Past NONE = new Past(0, 0, 0, 0, 0);

    Past and(double loss, double prediction) {
      return new Past(
          labels + 1,
          losses + loss,
          predictions + prediction,
          squares + prediction * prediction,
          products + loss * prediction);
    }

    /** How much the loss rises with its prediction. */
    double slope() {
      double covariance = products - losses * predictions / labels;
      double variance = squares - predictions * predictions / labels;
      return labels < LABELS_FOR_LAMBDA || !(variance > 1e-9 * squares) ? 0 : covariance / variance;
    }
  }

  /**
   * After one more batch.
   *
   * @param losses of its units with labels, between 0 and 1
   * @param predicted what their losses were predicted to be, finite
   * @param unlabelled what the losses of its other units are predicted to be; in no order that has
   *     to do with the labels
   */
  public PredictionPoweredSequence and(double[] losses, double[] predicted, double[] unlabelled) {
    Rows.requirePaired(losses, predicted);
    Rows.requireProbabilities("loss of ", losses);
    Rows.requireFinite(unlabelled);
    double slope = past.slope();
    Past known = past;
    var more = new ArrayList<>(numbers);
    for (int label = 0; label < losses.length; label++) {
      double own = clipped(predicted[label]);
      more.add(mapped(losses[label], own, label, losses.length, unlabelled, slope));
      known = known.and(losses[label], own);
    }
    return new PredictionPoweredSequence(most, known, more);
  }

  private double mapped(
      double loss, double own, int label, int labels, double[] unlabelled, double slope) {
    double sum = 0;
    int count = 0;
    for (int other = label; other < unlabelled.length; other += labels) {
      sum += clipped(unlabelled[other]);
      count++;
    }
    double lambda = count == 0 ? 0 : Math.clamp(slope / (1 + 1.0 / count), 0.0, 1.0);
    double number = count == 0 ? loss : loss + lambda * (sum / count - own);
    return Math.clamp((number + most) / width(), 0.0, 1.0);
  }

  private double clipped(double prediction) {
    return Math.clamp(prediction, 0.0, most);
  }

  // Numbers lie between -most and 1 + most.
  private double width() {
    return 1 + 2 * most;
  }

  /**
   * Bounds on how much the mean loss exceeds a baseline.
   *
   * @param baseline between 0 and 1
   * @param errors the lower end may err at the rate of false rollbacks, the upper at that of false
   *     promotions, each over all looks together
   */
  public Bounds bounds(double baseline, ErrorRates errors) {
    if (!(baseline >= 0 && baseline <= 1)) {
      throw new IllegalArgumentException("a baseline lies between 0 and 1, unlike " + baseline);
    }
    if (numbers.isEmpty()) {
      return Bounds.Unavailable.because("there are no labels");
    }
    double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    double lower = BettingMean.lower(all, errors.falseRollback()) * width() - most;
    double upper = BettingMean.upper(all, errors.falsePromotion()) * width() - most;
    var inputs = new TreeMap<String, Double>();
    inputs.put("labels", (double) all.length);
    inputs.put("sum", Arrays.stream(all).sum());
    inputs.put("slope", past.slope());
    inputs.put("most", most);
    inputs.put("baseline", baseline);
    return new Bounds.Interval(
        "PredictionPoweredSequence",
        Arrays.stream(all).average().orElseThrow() * width() - most - baseline,
        Math.max(0, lower) - baseline,
        Math.min(1, upper) - baseline,
        inputs);
  }

  /** Whether the mean loss exceeds a baseline by more than the claim's margin. */
  public Verdict judge(Claim claim, double baseline) {
    return Judgement.prove(claim, bounds(baseline, claim.errors()));
  }
}
