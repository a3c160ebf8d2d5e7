package dev.sextant.worker.train.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.contracts.model.Task;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.RestCodec;
import dev.sextant.protocol.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Chooses rows whose answers a server must reproduce before it serves. */
public final class GoldenCases {
  private static final int ROWS = 16;
  private static final int WITH_MISSING = 6;
  private static final int ROWS_A_CASE = 4;

  /** Nearer to the threshold, the class may turn by a rounding. */
  private static final double CLEAR_OF_THRESHOLD = 1e-3;

  private GoldenCases() {}

  /**
   * Makes requests and answers.
   *
   * @param predictions of the whole test part
   */
  public static GoldenRequests make(
      Task task, RawSample sample, double[] predictions, Tolerance tolerance) {
    int[] places = choose(sample);
    var cases = new ArrayList<GoldenRequests.Case>();
    for (int from = 0; from < places.length; from += ROWS_A_CASE) {
      int[] some = Arrays.copyOfRange(places, from, Math.min(from + ROWS_A_CASE, places.length));
      double[] expected =
          Arrays.stream(some).mapToDouble(place -> predictions[sample.rowInPart(place)]).toArray();
      cases.add(
          new GoldenRequests.Case(
              tree(RestCodec.writeRequest(sample.request(some))), outputs(task, expected)));
    }
    return new GoldenRequests(tolerance.relative(), tolerance.absolute(), List.copyOf(cases));
  }

  /** How many rows all cases have. */
  public static int rows(GoldenRequests golden) {
    return golden.cases().stream().mapToInt(one -> one.outputs().get(0).path("data").size()).sum();
  }

  /** Some rows with missing values, the rest evenly over the sample. */
  static int[] choose(RawSample sample) {
    var chosen = new TreeSet<Integer>();
    int[] missing = IntStream.range(0, sample.size()).filter(sample::hasMissing).toArray();
    spread(missing.length, Math.min(WITH_MISSING, missing.length))
        .forEach(i -> chosen.add(missing[i]));
    int[] others = IntStream.range(0, sample.size()).filter(i -> !chosen.contains(i)).toArray();
    spread(others.length, Math.min(ROWS - chosen.size(), others.length))
        .forEach(i -> chosen.add(others[i]));
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  private static IntStream spread(int size, int count) {
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count));
  }

  private static JsonNode outputs(Task task, double[] expected) {
    var tensors = new ArrayList<Tensor>();
    switch (task) {
      case Task.Regression ignored -> tensors.add(Tensor.fp64("prediction", expected));
      case Task.Binary binary -> {
        tensors.add(Tensor.fp64("probability", expected));
        boolean clear =
            Arrays.stream(expected)
                .allMatch(p -> Math.abs(p - binary.threshold()) > CLEAR_OF_THRESHOLD);
        if (clear) {
          var labels =
              Arrays.stream(expected)
                  .mapToObj(p -> p >= binary.threshold() ? binary.positive() : binary.negative());
          tensors.add(Tensor.bytes("label", labels.toArray(String[]::new)));
        }
      }
    }
    return tree(RestCodec.writeResponse(new InferResponse("golden", null, null, Map.of(), tensors)))
        .path("outputs");
  }

  private static JsonNode tree(byte[] json) {
    return Json.tree(new String(json, StandardCharsets.UTF_8));
  }
}
