package dev.sextant.statistics.drift;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Rows of several numbers, of several kinds. */
enum SimulatedRows {
  NORMAL {
    @Override
    double[] row(Random random, int dimension) {
      return normal(random, dimension);
    }
  },
  /** Student's with two degrees of freedom: no variance. */
  HEAVY {
    @Override
    double[] row(Random random, int dimension) {
      double wide = Math.sqrt(2 / exponential(random));
      return Arrays.stream(normal(random, dimension)).map(x -> x * wide).toArray();
    }
  },
  /** Every pair of columns correlated by 0.8. */
  CORRELATED {
    @Override
    double[] row(Random random, int dimension) {
      double common = random.nextGaussian();
      return Arrays.stream(normal(random, dimension))
          .map(x -> Math.sqrt(0.8) * common + Math.sqrt(0.2) * x)
          .toArray();
    }
  },
  /** Whole numbers, mostly 0. */
  COUNTS {
    @Override
    double[] row(Random random, int dimension) {
      return random.doubles(dimension).map(u -> Math.floor(-Math.log(1 - u))).toArray();
    }
  },
  /** A fifth of the values is missing, large ones more often. */
  HOLES {
    @Override
    double[] row(Random random, int dimension) {
      return Arrays.stream(normal(random, dimension))
          .map(x -> random.nextDouble() < (x > 0 ? 0.3 : 0.1) ? Double.NaN : x)
          .toArray();
    }
  },
  /** Directions, as embeddings are: three groups of them. */
  DIRECTIONS {
    @Override
    double[] row(Random random, int dimension) {
      double[] row = normal(random, dimension);
      row[random.nextInt(Math.min(3, dimension))] += 4;
      double length = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
      return Arrays.stream(row).map(x -> x / length).toArray();
    }
  };

  abstract double[] row(Random random, int dimension);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether rows of so many numbers vary: a direction of one number is its sign. */
  boolean vary(int dimension) {
    return this != DIRECTIONS || dimension > 1;
  }

  VectorSample sample(Random random, int rows, int dimension) {
    var sample = new double[rows][];
    Arrays.setAll(sample, ignored -> row(random, dimension));
    return VectorSample.of(dimension, sample);
  }

  static double[] normal(Random random, int dimension) {
    var row = new double[dimension];
    Arrays.setAll(row, ignored -> random.nextGaussian());
    return row;
  }

  private static double exponential(Random random) {
    return -Math.log(1 - random.nextDouble()) * 2;
  }

  /** Rows whose first numbers are moved, each by its own. */
  static VectorSample moved(VectorSample sample, double... by) {
    var rows = new double[sample.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = sample.row(i).clone();
      for (int j = 0; j < by.length; j++) {
        rows[i][j] += by[j];
      }
    }
    return VectorSample.of(sample.dimension(), rows);
  }

  /** Normal rows whose first two numbers are correlated, and no column looks otherwise. */
  static VectorSample paired(Random random, int rows, int dimension, double correlation) {
    var sample = new double[rows][];
    for (int i = 0; i < rows; i++) {
      sample[i] = normal(random, dimension);
      sample[i][1] =
          correlation * sample[i][0] + Math.sqrt(1 - correlation * correlation) * sample[i][1];
    }
    return VectorSample.of(dimension, sample);
  }

  /** Lognormal rows; the logarithms of every two columns are correlated by a half. */
  static VectorSample lognormal(Random random, int rows, int dimension) {
    var sample = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double common = random.nextGaussian();
      sample[i] =
          Arrays.stream(normal(random, dimension))
              .map(x -> Math.exp(Math.sqrt(0.5) * (common + x)))
              .toArray();
    }
    return VectorSample.of(dimension, sample);
  }

  /** Normal rows in the order of time; each number keeps a share of the last row's. */
  static VectorSample series(Random random, int rows, int dimension, double share) {
    var sample = new double[rows][];
    double[] last = normal(random, dimension);
    for (int i = 0; i < rows; i++) {
      sample[i] = last;
      double[] next = normal(random, dimension);
      for (int j = 0; j < dimension; j++) {
        next[j] = share * last[j] + Math.sqrt(1 - share * share) * next[j];
      }
      last = next;
    }
    return VectorSample.of(dimension, sample);
  }
}
