package dev.sextant.statistics.sequential;

/**
 * Total over units of one arm, and how far each cluster moves it: the delta method for a ratio,
 * with clusters as the units of analysis.
 */
final class ClusterRatio {
  private final double value;
  private final double[] influences;

  private ClusterRatio(double value, double[] influences) {
    this.value = value;
    this.influences = influences;
  }

  /** The ratio of an arm that has units. */
  static ClusterRatio of(ClusterTotals arm) {
    double units = arm.units();
    double value = arm.total() / units;
    int present = arm.present();
    // One cluster tells nothing about its error; callers refuse it by its number.
    double correction = Math.sqrt(present / Math.max(1, present - 1.0));
    var influences = new double[arm.size()];
    for (int i = 0; i < influences.length; i++) {
      influences[i] = correction * (arm.total(i) - value * arm.units(i)) / units;
    }
    return new ClusterRatio(value, influences);
  }

  double value() {
    return value;
  }

  /** One a cluster; they add up to 0, and the variance is the sum of their squares. */
  double[] influences() {
    return influences;
  }
}
