package dev.sextant.statistics.choice;

/** Places and weights that integrate polynomials over -1 to 1 (Gauss and Legendre). */
final class GaussLegendre {
  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** Exact for polynomials of a degree below twice the size. */
  static GaussLegendre of(int size) {
    var nodes = new double[size];
    var weights = new double[size];
    for (int i = 0; i < size; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (size + 0.5));
      // Newton's steps double the digits; from here five are more than enough.
      for (int step = 0; step < 8; step++) {
        x -= legendre(size, x) / slope(size, x);
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope(size, x) * slope(size, x));
    }
    return new GaussLegendre(nodes, weights);
  }

  int size() {
    return nodes.length;
  }

  double node(int i) {
    return nodes[i];
  }

  double weight(int i) {
    return weights[i];
  }

  private static double legendre(int degree, double x) {
    double before = 0;
    double value = 1;
    for (int k = 1; k <= degree; k++) {
      double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
      before = value;
      value = next;
    }
    return value;
  }

  private static double slope(int degree, double x) {
    return degree * (x * legendre(degree, x) - legendre(degree - 1, x)) / (x * x - 1);
  }
}
