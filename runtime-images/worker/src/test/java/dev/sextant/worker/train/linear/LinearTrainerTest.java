package dev.sextant.worker.train.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.TrainJob.Encoding;
import dev.sextant.contracts.job.TrainJob.Impute;
import dev.sextant.contracts.job.TrainJob.Preprocess;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.RawTable;
import dev.sextant.worker.train.encode.Family;
import dev.sextant.worker.train.encode.InputFitter;
import dev.sextant.worker.train.encode.InputLayout;
import dev.sextant.worker.train.fit.FitListener;
import dev.sextant.worker.train.fit.FittedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Linear models equal what scikit-learn fits with the same penalty. */
final class LinearTrainerTest {
  private static final FitListener SILENT = (round, rounds, metric, value) -> {};

  private JsonNode golden;
  private RawTable table;
  private InputLayout layout;

  @BeforeEach
  void readGolden() throws IOException {
    try (var in = getClass().getResourceAsStream("/golden/train/linear.json")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      golden = Json.tree(new String(bytes, StandardCharsets.UTF_8));
    }
    table =
        new RawTable(golden.get("x").size())
            .numbers("x", numbers("x"))
            .numbers("z", numbers("z"))
            .numbers("code", numbers("code"));
    layout = fit(table, new Preprocess(List.of("code"), Encoding.OneHot, null, null, null));
  }

  private double[] numbers(String name) {
    return toArray(golden.get(name));
  }

  private static double[] toArray(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static InputLayout fit(RawTable table, Preprocess... entries) {
    return new InputFitter(table, Family.Linear).fit(table.columns(), List.of(entries));
  }

  @Test
  void ridgeEqualsTheReference() {
    var part = table.encode(layout, numbers("label"));
    for (JsonNode one : golden.get("cases")) {
      try (FittedModel model = new LinearTrainer(one.get("l2").doubleValue(), SILENT).ridge(part)) {
        assertClose(model.predict(part), toArray(one.get("ridge")), 1e-9);
      }
    }
  }

  @Test
  void logisticRegressionEqualsTheReference() {
    var part = table.encode(layout, numbers("class"));
    for (JsonNode one : golden.get("cases")) {
      var trainer = new LinearTrainer(one.get("l2").doubleValue(), SILENT);
      try (FittedModel model = trainer.logistic(part)) {
        assertClose(model.predict(part), toArray(one.get("logistic")), 1e-8);
      }
    }
  }

  private static void assertClose(double[] predictions, double[] expected, double share) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(predictions[i])
          .isCloseTo(expected[i], within(share * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void withoutAPenaltyAnExactLineIsFoundThoughAllColumnsOfACategoryAddUpToOne() {
    var labels = new double[(int) table.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = 3 - 2 * table.number("x", i) + 5 * table.number("code", i);
    }
    var part = table.encode(layout, labels);

    try (FittedModel model = new LinearTrainer(0, SILENT).ridge(part)) {
      assertClose(model.predict(part), labels, 1e-6);
    }
  }

  @Test
  void aConstantInputChangesNothing() {
    var constant = new double[(int) table.rows()];
    Arrays.fill(constant, 0.1);
    double[] labels = numbers("label");
    RawTable wider =
        new RawTable((int) table.rows()).numbers("x", numbers("x")).numbers("constant", constant);
    RawTable narrow = new RawTable((int) table.rows()).numbers("x", numbers("x"));

    try (FittedModel with =
            new LinearTrainer(0.01, SILENT).ridge(wider.encode(fit(wider), labels));
        FittedModel without =
            new LinearTrainer(0.01, SILENT).ridge(narrow.encode(fit(narrow), labels))) {
      assertClose(
          with.predict(wider.encode(fit(wider), labels)),
          without.predict(narrow.encode(fit(narrow), labels)),
          1e-9);
    }
  }

  @Test
  void separableClassesStillHaveFiniteWeights() {
    var labels = new double[(int) table.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = table.number("x", i) > 3 ? 1 : 0;
    }
    var part = table.encode(layout, labels);

    try (FittedModel model = new LinearTrainer(1e-6, SILENT).logistic(part)) {
      double[] predictions = model.predict(part);
      for (int i = 0; i < labels.length; i++) {
        assertThat(predictions[i] > 0.5).isEqualTo(labels[i] == 1);
      }
    }
  }

  @Test
  void refusesWhatIsNoPenaltyAndWhatCannotBeSolved() {
    assertThatThrownBy(() -> new LinearTrainer(-1, SILENT))
        .isInstanceOf(JobRefusedException.class)
        .hasMessage("spec.trainer.linear.l2: -1.0 is no penalty; use a number from 0 up");
    var none = new Preprocess(List.of("x"), null, null, Impute.None, null);
    assertThatThrownBy(() -> fit(table, none))
        .hasMessage(
            "spec.preprocess[0].impute: None leaves 'x' missing, which a linear model cannot read;"
                + " use Median, Mean, MostFrequent or Constant");
  }
}
