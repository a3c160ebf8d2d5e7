package dev.sextant.worker.train.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.RawTable;
import dev.sextant.worker.train.encode.Family;
import dev.sextant.worker.train.encode.InputFitter;
import dev.sextant.worker.train.fit.FitListener;
import dev.sextant.worker.train.fit.FittedModel;
import dev.sextant.worker.train.fit.Scorer;
import dev.sextant.worker.train.table.EncodedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boosting stops at the best round on validation and takes only parameters that it understands. */
final class BoosterTrainerTest {
  private static final FitListener SILENT = (round, rounds, metric, value) -> {};

  /** A weak signal in much noise, so that boosting soon learns the noise. */
  private static EncodedPart noisy(long seed, int rows) {
    var random = new Random(seed);
    var x = new double[rows];
    var y = new double[rows];
    var labels = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = random.nextGaussian();
      y[i] = random.nextGaussian();
      labels[i] = x[i] + 2 * random.nextGaussian();
    }
    var table = new RawTable(rows).numbers("x", x).numbers("y", y);
    return table.encode(
        new InputFitter(table, Family.Trees).fit(table.columns(), List.of()), labels);
  }

  private static FittedModel fit(
      int rounds, int earlyStopping, FitListener listener, EncodedPart train, EncodedPart checks) {
    return new BoosterTrainer(
            new Trainer.XGBoost(rounds, earlyStopping, Map.of("eta", "0.3", "max_depth", "4")),
            false,
            1,
            1,
            listener)
        .fit(train, Optional.of(checks));
  }

  @Test
  void stopsEarlyAndKeepsTheBestRound() {
    EncodedPart train = noisy(1, 300);
    EncodedPart validation = noisy(2, 300);
    var values = new ArrayList<Double>();
    FitListener listener =
        (round, rounds, metric, value) -> {
          assertThat(metric).isEqualTo("rmse");
          values.add(value);
        };

    try (FittedModel stopped = fit(200, 5, listener, train, validation)) {
      int best = stopped.bestRound().orElseThrow();

      assertThat(values).hasSize(best + 5);
      assertThat(values.get(best - 1))
          .isEqualTo(values.stream().mapToDouble(Double::doubleValue).min().orElseThrow());
      assertThat(((Scorer.Trees) stopped.scorer()).trees()).hasSize(best);
      try (FittedModel exact = fit(best, 0, SILENT, train, validation)) {
        assertThat(stopped.predict(validation)).isEqualTo(exact.predict(validation));
      }
    }
  }

  @Test
  void withoutEarlyStoppingEveryRoundIsUsed() {
    try (FittedModel model = fit(30, 0, SILENT, noisy(1, 100), noisy(2, 100))) {
      assertThat(model.bestRound()).hasValue(30);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "objective | reg:absoluteerror | follows from spec.task; leave it out",
        "seed | 3 | is spec.seed; leave it out",
        "nthread | 3 | is spec.threads; leave it out",
        "booster | gblinear | must stay gbtree, the only one that can be exported; leave it out",
        "enable_categorical | true | has no form in the exported graph; use preprocess; leave it"
            + " out",
        "eta | 2 | '2' must be a number above 0 to 1",
        "eta | fast | 'fast' must be a number above 0 to 1",
        "max_depth | 2.5 | '2.5' must be a whole number from 0 up",
        "tree_method | gpu_hist | 'gpu_hist' must be one of approx, auto, exact, hist",
        "scale_pos_weight | 2 | weighs the positive class of a Binary task; leave it out"
      })
  void refusesParametersByName(String name, String value, String message) {
    assertThatThrownBy(() ->
            new BoosterTrainer(new Trainer.XGBoost(1, 0, Map.of(name, value)), false, 1, 1, SILENT))
        .isInstanceOf(JobRefusedException.class)
        .hasMessage("spec.trainer.xgboost.params." + name + ": " + message);
  }

  @Test
  void aMisspeltParameterIsRefusedWithTheOnesThatThereAre() {
    assertThatThrownBy(() ->
            new BoosterTrainer(
                new Trainer.XGBoost(1, 0, Map.of("max_dept", "3")), false, 1, 1, SILENT))
        .hasMessageStartingWith("spec.trainer.xgboost.params.max_dept: is not among")
        .hasMessageContaining("max_depth");
  }
}
