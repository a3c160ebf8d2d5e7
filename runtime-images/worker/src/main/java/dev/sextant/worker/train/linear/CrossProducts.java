package dev.sextant.worker.train.linear;

import dev.sextant.worker.shell.JobRefusedException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Adds up weighted products of encoded rows and solves the penalised equations they make. */
final class CrossProducts {
  // Inputs that depend on each other, as all columns of one text do, need some penalty. Relative to
  // the inputs' variance this much changes no digit that anyone reads.
  private static final double SMALLEST_PENALTY = 1e-10;

  private final int width;
  private final double[] products;
  private final int[] present;

  CrossProducts(int width) {
    this.width = width;
    this.products = new double[Math.multiplyExact(width, width)];
    this.present = new int[width];
  }

  /** Adds weight times the row's products; rows are mostly zero, so only what is not is visited. */
  void add(double[] row, double weight) {
    int count = 0;
    for (int i = 0; i < width; i++) {
      if (row[i] != 0) {
        present[count++] = i;
      }
    }
    for (int a = 0; a < count; a++) {
      int i = present[a];
      double scaled = weight * row[i];
      int line = i * width;
      for (int b = 0; b <= a; b++) {
        products[line + present[b]] += scaled * row[present[b]];
      }
    }
  }

  /** Divides everything by a number. */
  void divide(double by) {
    for (int i = 0; i < products.length; i++) {
      products[i] /= by;
    }
  }

  /** Subtracts the products of the means, which leaves the covariances. */
  void centre(double[] means) {
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        products[i * width + j] -= means[i] * means[j];
      }
    }
  }

  /**
   * Solves (products + penalty) x = right.
   *
   * @param penalised how many of the leading unknowns are penalised
   */
  double[] solve(double[] right, double l2, int penalised) {
    double trace = 0;
    for (int i = 0; i < penalised; i++) {
      trace += products[i * width + i];
    }
    double penalty =
        Math.max(
            l2, Math.max(SMALLEST_PENALTY * trace / Math.max(1, penalised), Double.MIN_NORMAL));
    var matrix = new DMatrixRMaj(width, width);
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double value = products[i * width + j];
        matrix.unsafe_set(i, j, value);
        matrix.unsafe_set(j, i, value);
      }
      matrix.unsafe_set(i, i, matrix.unsafe_get(i, i) + (i < penalised ? penalty : 0));
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(width);
    if (!solver.setA(matrix)) {
      throw new JobRefusedException(
          "LinearlyDependent",
          "spec.trainer.linear.l2: the inputs depend on each other or differ too much in size;"
              + " raise l2, or let columns be Standardize");
    }
    var solution = new DMatrixRMaj(width, 1);
    solver.solve(DMatrixRMaj.wrap(width, 1, right.clone()), solution);
    return solution.getData();
  }
}
