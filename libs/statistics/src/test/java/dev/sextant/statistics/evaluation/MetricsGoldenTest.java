package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics equal what scikit-learn computed for the same rows. */
final class MetricsGoldenTest {

  static Stream<JsonNode> regressions() throws IOException {
    return cases("regression");
  }

  static Stream<JsonNode> binaries() throws IOException {
    return cases("binary");
  }

  private static Stream<JsonNode> cases(String kind) throws IOException {
    try (var in = MetricsGoldenTest.class.getResourceAsStream("/golden/metrics.json")) {
      JsonNode cases = JsonMapper.builder().build().readTree(in).get(kind);
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void regressionMetricsEqualTheReference(JsonNode golden) {
    double[] truth = numbers(golden.get("truth"));
    double[] predicted = numbers(golden.get("predicted"));

    assertClose(RegressionMetrics.rmse(truth, predicted), golden.get("rmse"));
    assertClose(RegressionMetrics.mae(truth, predicted), golden.get("mae"));
    assertClose(RegressionMetrics.r2(truth, predicted), golden.get("r2"));
  }

  @ParameterizedTest
  @MethodSource("binaries")
  void binaryMetricsEqualTheReference(JsonNode golden) {
    boolean[] positive = truths(golden.get("positive"));
    double[] probability = numbers(golden.get("probability"));
    double threshold = golden.get("threshold").doubleValue();

    assertClose(BinaryMetrics.auc(positive, probability), golden.get("auc"));
    assertClose(BinaryMetrics.logLoss(positive, probability), golden.get("log_loss"));
    assertClose(BinaryMetrics.brier(positive, probability), golden.get("brier"));
    assertClose(BinaryMetrics.accuracy(positive, probability, threshold), golden.get("accuracy"));
  }

  private static void assertClose(Statistic statistic, JsonNode expected) {
    assertThat(statistic.estimate()).isInstanceOf(Estimate.Value.class);
    double value = ((Estimate.Value) statistic.estimate()).value();
    assertThat(value)
        .isCloseTo(expected.doubleValue(), within(1e-12 * Math.max(1, Math.abs(value))));
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static boolean[] truths(JsonNode array) {
    var truths = new boolean[array.size()];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = array.get(i).booleanValue();
    }
    return truths;
  }
}
