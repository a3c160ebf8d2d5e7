package dev.sextant.worker.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sextant.contracts.job.TrainJob.Encoding;
import dev.sextant.contracts.job.TrainJob.Impute;
import dev.sextant.contracts.job.TrainJob.Preprocess;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.contracts.job.TrainJob.Unseen;
import dev.sextant.worker.train.RawTable;
import dev.sextant.worker.train.encode.Family;
import dev.sextant.worker.train.encode.InputFitter;
import dev.sextant.worker.train.encode.InputLayout;
import dev.sextant.worker.train.fit.FittedModel;
import dev.sextant.worker.train.linear.LinearTrainer;
import dev.sextant.worker.train.xgboost.BoosterTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The exported graph answers as the trainer does, for rows of every kind. */
final class GraphParityTest {
  private static final int ROWS = 150;

  /** Random rows: missing numbers, missing texts, codes, texts that are rare or unseen. */
  private static RawTable table(Random random, boolean unseen) {
    var x = new double[ROWS];
    var y = new double[ROWS];
    var code = new double[ROWS];
    var zone = new String[ROWS];
    var colour = new String[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian() * 10;
      y[i] = random.nextInt(5) == 0 ? Double.NaN : random.nextInt(20) / 4.0;
      code[i] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(unseen ? 7 : 5);
      zone[i] = random.nextInt(9) == 0 ? "" : "zone " + random.nextInt(unseen ? 40 : 30);
      colour[i] = random.nextBoolean() ? "grün" : unseen ? "blue" : "yellow";
    }
    return new RawTable(ROWS)
        .numbers("x", x)
        .texts("zone", zone)
        .numbers("code", code)
        .numbers("y", y)
        .texts("colour", colour);
  }

  private static double[] labels(RawTable table, Random random, boolean binary) {
    var labels = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double x = table.number("x", i);
      double signal =
          (Double.isNaN(x) ? 4 : x)
              + table.text("zone", i).length()
              + (table.text("colour", i).equals("grün") ? 3 : 0)
              + random.nextGaussian();
      labels[i] = binary ? (signal > 9 ? 1 : 0) : 20 + 3 * signal;
    }
    labels[0] = binary ? 1 : labels[0];
    labels[1] = binary ? 0 : labels[1];
    return labels;
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Random entries, all of them allowed. */
  private static List<Preprocess> entries(Random random, Family family) {
    var imputes =
        family == Family.Linear
            ? List.of(Impute.Median, Impute.Mean, Impute.MostFrequent)
            : List.of(Impute.Median, Impute.Mean, Impute.MostFrequent, Impute.None);
    var entries = new ArrayList<Preprocess>();
    if (random.nextBoolean()) {
      entries.add(
          new Preprocess(
              List.of("y"),
              any(random, List.of(Encoding.Standardize, Encoding.Numeric)),
              null,
              any(random, imputes),
              null));
    }
    if (random.nextBoolean()) {
      entries.add(
          new Preprocess(
              List.of("code"),
              Encoding.OneHot,
              any(random, List.of(Unseen.values())),
              any(random, List.of(Impute.None, Impute.MostFrequent)),
              null));
    }
    if (random.nextBoolean()) {
      entries.add(
          new Preprocess(
              List.of("zone"),
              Encoding.OneHot,
              any(random, List.of(Unseen.values())),
              any(random, List.of(Impute.None, Impute.MostFrequent)),
              null));
    }
    return entries;
  }

  private static void assertSameAnswers(InputLayout layout, FittedModel model, RawTable table)
      throws OrtException {
    byte[] graph = ModelGraph.write(layout, model.scorer());
    double[] expected = model.predict(table.encode(layout, new double[ROWS]));

    double[] answers = GraphRun.scores(graph, layout, table);

    assertThat(ModelGraph.write(layout, model.scorer())).isEqualTo(graph);
    // Sums of single-precision numbers are off by a share of their largest terms.
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
    for (int i = 0; i < ROWS; i++) {
      assertThat(answers[i])
          .as("row %d", i)
          .isCloseTo(expected[i], within(1e-6 * scale + 1e-5 * Math.abs(expected[i])));
    }
  }

  @Property(tries = 40)
  void treesAnswerTheSameAsTheirGraph(@ForAll long seed, @ForAll boolean binary) throws Exception {
    var random = new Random(seed);
    RawTable train = table(random, false);
    InputLayout layout =
        new InputFitter(train, Family.Trees).fit(train.columns(), entries(random, Family.Trees));
    var spec =
        new Trainer.XGBoost(
            1 + random.nextInt(20),
            0,
            Map.of(
                "eta", "0.3",
                "max_depth", Integer.toString(random.nextInt(6)),
                "max_leaves", "16",
                "min_child_weight", "0.1",
                "subsample", "0.8",
                "num_parallel_tree", Integer.toString(1 + random.nextInt(2))));
    var trainer = new BoosterTrainer(spec, binary, 3, 1, (round, rounds, metric, value) -> {});

    try (FittedModel model =
        trainer.fit(train.encode(layout, labels(train, random, binary)), Optional.empty())) {
      assertSameAnswers(layout, model, train);
      assertSameAnswers(layout, model, table(random, true));
    }
  }

  @Property(tries = 40)
  void linearModelsAnswerTheSameAsTheirGraph(@ForAll long seed, @ForAll boolean binary)
      throws Exception {
    var random = new Random(seed);
    RawTable train = table(random, false);
    InputLayout layout =
        new InputFitter(train, Family.Linear).fit(train.columns(), entries(random, Family.Linear));
    var trainer = new LinearTrainer(0.01, (round, rounds, metric, value) -> {});
    var part = train.encode(layout, labels(train, random, binary));

    try (FittedModel model = binary ? trainer.logistic(part) : trainer.ridge(part)) {
      assertSameAnswers(layout, model, train);
      assertSameAnswers(layout, model, table(random, true));
    }
  }
}
