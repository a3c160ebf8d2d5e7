package dev.sextant.worker.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.model.Metric;
import dev.sextant.contracts.model.Task;
import dev.sextant.statistics.evaluation.Units;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metrics of random predictions, beside those that scikit-learn computes of the same; {@code
 * -Dsextant.python} names a Python that has it.
 */
class MetricsPeerTest {
  private static final int CASES = 60;
  private static final String MISSING =
      "skipped: no Python with scikit-learn; -Dsextant.python names one";

  @TempDir private static Path directory;
  private static Process process;
  private static Writer questions;
  private static BufferedReader answers;

  @BeforeAll
  static void startPeer() throws Exception {
    String python = System.getProperty("sextant.python", "python3");
    if (!hasPackages(python)) {
      System.out.println(MISSING);
      return;
    }
    Path script = directory.resolve("metrics.py");
    try (var in = MetricsPeerTest.class.getResourceAsStream("/peers/metrics.py")) {
      Files.write(script, in.readAllBytes());
    }
    process =
        new ProcessBuilder(python, script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @BeforeEach
  void skipWithoutPeer() {
    assumeTrue(process != null, MISSING);
  }

  private static boolean hasPackages(String python) throws InterruptedException {
    try {
      Process probe =
          new ProcessBuilder(python, "-c", "import sklearn.metrics")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (probe.waitFor(120, TimeUnit.SECONDS)) {
        return probe.exitValue() == 0;
      }
      probe.destroy();
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterAll
  static void stopPeer() {
    if (process != null) {
      process.destroy();
    }
  }

  @Test
  void regressionMetricsAreThoseOfScikitLearn() throws IOException {
    for (int seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      int rows = 2 + random.nextInt(400);
      double scale = Math.pow(10, random.nextInt(9) - 4);
      double shift = random.nextInt(3) * 1e4;
      var truth = new double[rows];
      var predicted = new double[rows];
      for (int i = 0; i < rows; i++) {
        truth[i] = shift + scale * random.nextGaussian();
        predicted[i] = truth[i] + scale * random.nextGaussian() * random.nextInt(3);
      }

      assertSame(seed, "regression", new Task.Regression(), truth, predicted);
    }
  }

  @Test
  void binaryMetricsAreThoseOfScikitLearn() throws IOException {
    for (int seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      int rows = 4 + random.nextInt(400);
      // Few distinct probabilities make ties, which a ranking must count by half.
      int steps = 2 + random.nextInt(seed % 2 == 0 ? 8 : 10_000);
      var truth = new double[rows];
      var predicted = new double[rows];
      for (int i = 0; i < rows; i++) {
        truth[i] = i < 2 ? i : random.nextInt(3) / 2;
        predicted[i] = (random.nextInt(steps) + 0.5) / steps;
      }

      assertSame(seed, "binary", new Task.Binary("no", "yes", 0.5), truth, predicted);
    }
  }

  private static void assertSame(
      int seed, String name, Task task, double[] truth, double[] predicted) throws IOException {
    List<Metric> ours =
        new Evaluation(task, truth, Units.rows(truth.length), new TrainJob.Bootstrap(20, 0.9), seed)
            .measure(predicted, List.of())
            .metrics();
    Map<String, Double> theirs = ask(name, truth, predicted);
    assertThat(ours)
        .as("case %d", seed)
        .extracting(Metric::name)
        .hasSameElementsAs(theirs.keySet());
    for (Metric metric : ours) {
      double expected = theirs.get(metric.name());
      assertThat(metric.value())
          .as("case %d: %s", seed, metric.name())
          .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }
  }

  private static Map<String, Double> ask(String task, double[] truth, double[] predicted)
      throws IOException {
    questions.write(
        Json.mapper()
                .writeValueAsString(Map.of("task", task, "truth", truth, "predicted", predicted))
            + "\n");
    questions.flush();
    String answer = answers.readLine();
    assertThat(answer).as("the peer's answer; its error is on the console").isNotNull();
    return Json.mapper().readValue(answer, new TypeReference<Map<String, Double>>() {});
  }
}
