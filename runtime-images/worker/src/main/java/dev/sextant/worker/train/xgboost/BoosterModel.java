package dev.sextant.worker.train.xgboost;

import dev.sextant.contracts.Json;
import dev.sextant.worker.train.fit.FittedModel;
import dev.sextant.worker.train.fit.Scorer;
import dev.sextant.worker.train.table.EncodedPart;
import java.io.IOException;
import java.util.OptionalInt;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The first rounds of a booster, up to the best one. */
final class BoosterModel implements FittedModel {
  private static final int ROWS_AT_ONCE = 65_536;

  private final Booster booster;
  private final int rounds;
  private final int treesARound;

  BoosterModel(Booster booster, int rounds, int treesARound) {
    this.booster = booster;
    this.rounds = rounds;
    this.treesARound = treesARound;
  }

  @Override
  public double[] predict(EncodedPart part) {
    var predictions = new double[part.rows()];
    // Fewer wide rows at once, so that a block stays small.
    int block = Math.clamp(ROWS_AT_ONCE * 64L / Math.max(1, part.width()), 1, ROWS_AT_ONCE);
    for (int from = 0; from < predictions.length; from += block) {
      int until = Math.min(predictions.length, from + block);
      float[][] answers = predict(part.floats(from, until), until - from, part.width());
      for (int i = from; i < until; i++) {
        predictions[i] = answers[i - from][0];
      }
    }
    return predictions;
  }

  private float[][] predict(float[] rows, int count, int width) {
    try {
      var matrix = new DMatrix(rows, count, width, Float.NaN);
      try {
        return booster.predict(matrix, false, Math.multiplyExact(rounds, treesARound));
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not predict: " + e.getMessage(), e);
    }
  }

  @Override
  public OptionalInt bestRound() {
    return OptionalInt.of(rounds);
  }

  @Override
  public Scorer scorer() {
    try {
      return BoosterJson.trees(Json.mapper().readTree(booster.toByteArray("json")), rounds);
    } catch (XGBoostError | IOException e) {
      throw new IllegalStateException("XGBoost's model cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
