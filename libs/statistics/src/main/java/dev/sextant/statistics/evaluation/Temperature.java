package dev.sextant.statistics.evaluation;

/**
 * The one number by which logits are divided so that their softmax is calibrated (Guo and others
 * 2017): it makes the truth most likely and leaves the order of classes alone.
 *
 * @param value above 0; more than 1 makes the model less certain
 * @param logLoss of the rows at this temperature
 * @param atBound whether a value further out would be better yet: the fit means little
 */
public record Temperature(double value, double logLoss, boolean atBound) {
  private static final double LOG_BOUND = 3;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /**
   * Fits to at least one row; some hundred are needed for the value to mean something.
   *
   * @param logits one line a row, of finite numbers
   * @param truth the class of each row, numbered from 0
   */
  public static Temperature fit(double[][] logits, int[] truth) {
    require(logits, truth);
    double low = -LOG_BOUND;
    double high = LOG_BOUND;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = loss(logits, truth, left);
    double atRight = loss(logits, truth, right);
    while (high - low > 1e-9) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = loss(logits, truth, left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = loss(logits, truth, right);
      }
    }
    double log = (low + high) / 2;
    return new Temperature(
        StrictMath.exp(log), loss(logits, truth, log), LOG_BOUND - Math.abs(log) < 1e-6);
  }

  /** The probabilities of one row at this temperature. */
  public double[] softmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    var probability = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      probability[c] = StrictMath.exp((logits[c] - largest) / value);
      sum += probability[c];
    }
    for (int c = 0; c < logits.length; c++) {
      probability[c] /= sum;
    }
    return probability;
  }

  private static double loss(double[][] logits, int[] truth, double logTemperature) {
    double temperature = StrictMath.exp(logTemperature);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double logit : logits[i]) {
        largest = Math.max(largest, logit);
      }
      double whole = 0;
      for (double logit : logits[i]) {
        whole += StrictMath.exp((logit - largest) / temperature);
      }
      sum += StrictMath.log(whole) - (logits[i][truth[i]] - largest) / temperature;
    }
    return sum / truth.length;
  }

  private static void require(double[][] logits, int[] truth) {
    if (logits.length != truth.length || truth.length == 0) {
      throw new IllegalArgumentException(
          "nothing can be fitted to %d rows with %d classes"
              .formatted(logits.length, truth.length));
    }
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0 || truth[i] >= logits[i].length) {
        throw new IllegalArgumentException(
            "row %d has the class %d of %d".formatted(i, truth[i], logits[i].length));
      }
      for (double logit : logits[i]) {
        if (!(Math.abs(logit) < 1e100)) {
          throw new IllegalArgumentException("row %d has the logit %s".formatted(i, logit));
        }
      }
    }
  }
}
