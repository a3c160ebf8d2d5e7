package dev.sextant.worker.train.xgboost;

import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.worker.shell.JobFailedException;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.fit.FitListener;
import dev.sextant.worker.train.fit.FittedModel;
import dev.sextant.worker.train.table.EncodedPart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** Boosts round by round, so that it can tell how far it is, stop early and be stopped. */
public final class BoosterTrainer {
  private final Trainer.XGBoost spec;
  private final boolean binary;
  private final Map<String, Object> parameters;
  private final FitListener listener;

  /**
   * A trainer.
   *
   * @param binary whether labels are 0 and 1 and probabilities are wanted
   * @param seed seeds the sampling of rows and columns
   */
  public BoosterTrainer(
      Trainer.XGBoost spec, boolean binary, int seed, int threads, FitListener listener) {
    this.spec = spec;
    this.binary = binary;
    this.parameters = BoosterParameters.resolve(spec.params(), binary, seed, threads);
    this.listener = listener;
  }

  /** Refuses what can be told from the spec alone, before any row is read. */
  public static void check(Trainer.XGBoost spec, boolean binary, boolean hasValidation) {
    BoosterParameters.resolve(spec.params(), binary, 0, 1);
    requireValidation(spec, hasValidation);
  }

  private static void requireValidation(Trainer.XGBoost spec, boolean hasValidation) {
    if (spec.earlyStopping() > 0 && !hasValidation) {
      throw new JobRefusedException(
          "NoValidationRows",
          "spec.trainer.xgboost.earlyStopping: the snapshot has no validation rows to decide by;"
              + " give its Dataset a validation part, or set earlyStopping to 0");
    }
  }

  /**
   * Fits.
   *
   * @param validation is measured after each round; empty when there is none
   */
  public FittedModel fit(EncodedPart train, Optional<EncodedPart> validation) {
    requireValidation(spec, validation.isPresent());
    var matrices = new LinkedHashMap<String, DMatrix>();
    try {
      DMatrix trainRows = matrix(train);
      matrices.put("train", trainRows);
      if (validation.isPresent()) {
        matrices.put("validation", matrix(validation.get()));
      }
      return boost(trainRows, matrices);
    } catch (XGBoostError e) {
      throw classify(e);
    } finally {
      matrices.values().forEach(DMatrix::dispose);
    }
  }

  private static DMatrix matrix(EncodedPart part) throws XGBoostError {
    double[] labels = part.labels();
    var floats = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      floats[i] = (float) labels[i];
      if (Float.isInfinite(floats[i])) {
        throw new JobRefusedException(
            "NumberTooLarge",
            "spec.dataset: the label has %s, and the largest number that trees learn is 3.4e38; bound it by max, or scale it in prepare.sql"
                .formatted(labels[i]));
      }
    }
    var matrix = new DMatrix(part.floats(0, part.rows()), part.rows(), part.width(), Float.NaN);
    matrix.setLabel(floats);
    return matrix;
  }

  private FittedModel boost(DMatrix train, Map<String, DMatrix> matrices) throws XGBoostError {
    // No rounds yet: this makes a booster that keeps the predictions for its matrices.
    Booster booster = XGBoost.train(train, parameters, 0, matrices, null, null);
    try {
      int rounds = rounds(booster, train, matrices.get("validation"));
      int treesARound = Integer.parseInt(spec.params().getOrDefault("num_parallel_tree", "1"));
      return new BoosterModel(booster, rounds, treesARound);
    } catch (XGBoostError | RuntimeException e) {
      booster.dispose();
      throw e;
    }
  }

  /** Boosts and gives the number of rounds to keep. */
  private int rounds(Booster booster, DMatrix train, @Nullable DMatrix validation)
      throws XGBoostError {
    String metric = binary ? "log_loss" : "rmse";
    double best = Double.POSITIVE_INFINITY;
    int bestRounds = 0;
    for (int round = 1; round <= spec.rounds(); round++) {
      booster.update(train, round - 1);
      if (validation == null) {
        listener.round(round, spec.rounds(), metric, null);
        continue;
      }
      double value = measure(booster, validation, round - 1);
      listener.round(round, spec.rounds(), metric, value);
      if (value < best) {
        best = value;
        bestRounds = round;
      } else if (spec.earlyStopping() > 0 && round - bestRounds >= spec.earlyStopping()) {
        return bestRounds;
      }
    }
    return spec.earlyStopping() > 0 ? bestRounds : spec.rounds();
  }

  private static double measure(Booster booster, DMatrix validation, int iteration)
      throws XGBoostError {
    // Reads "[12]	validation-rmse:0.25".
    String line =
        booster.evalSet(new DMatrix[] {validation}, new String[] {"validation"}, iteration);
    double value = number(line.substring(line.lastIndexOf(':') + 1).strip());
    if (!Double.isFinite(value)) {
      throw new JobRefusedException(
          "Diverged",
          "spec.trainer.xgboost.params: the metric on validation is %s after round %d; use a smaller"
                  .formatted(Double.isNaN(value) ? "not a number" : "infinite", iteration + 1)
              + " eta, or scale the label");
    }
    return value;
  }

  /** XGBoost writes what is no finite number as C++ does. */
  private static double number(String text) {
    return text.endsWith("inf")
        ? Double.POSITIVE_INFINITY
        : text.contains("nan") ? Double.NaN : Double.parseDouble(text);
  }

  private static RuntimeException classify(XGBoostError error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("bad_alloc") || message.contains("llocat")
        ? new JobFailedException(
            "OutOfMemory",
            "spec.resources.limits.memory: XGBoost could not allocate memory; give the container more",
            error)
        : new JobFailedException(
            "XGBoostFailed", "XGBoost failed: " + message.lines().findFirst().orElse(""), error);
  }
}
