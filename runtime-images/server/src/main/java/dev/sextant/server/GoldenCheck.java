package dev.sextant.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.Limits;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestCodec;
import dev.sextant.protocol.Tensor;
import dev.sextant.protocol.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a model back that does not answer as it did in training: every golden request takes the way
 * of a caller's request, from JSON bytes to JSON bytes.
 */
final class GoldenCheck {
  private final GoldenRequests golden;

  GoldenCheck(GoldenRequests golden) {
    this.golden = golden;
  }

  int size() {
    return absentOrEmpty(golden.cases()) ? 0 : golden.cases().size();
  }

  /**
   * Answers all requests.
   *
   * @throws ModelRefusedException at the first difference
   */
  void run(Predictor predictor) {
    List<GoldenRequests.Case> cases = golden.cases();
    if (absentOrEmpty(cases)) {
      throw new ModelRefusedException("golden.json: has no cases; register the model anew");
    }
    for (int i = 0; i < cases.size(); i++) {
      check(predictor, "golden.json: cases[" + i + "]", cases.get(i));
    }
  }

  private void check(Predictor predictor, String path, GoldenRequests.Case golden) {
    // A golden request may be longer than this server lets its callers be.
    var limits = new Limits(Integer.MAX_VALUE, predictor.limits().tensors());
    try {
      byte[] request = bytes(golden.request());
      byte[] answer =
          RestCodec.writeResponse(predictor.predict(RestCodec.readRequest(request, limits)));
      InferResponse got = RestCodec.readResponse(answer, limits);
      JsonNode expectation =
          Json.mapper()
              .createObjectNode()
              .put("model_name", got.modelName())
              .set("outputs", golden.outputs());
      InferResponse expected = RestCodec.readResponse(bytes(expectation), limits);
      for (Tensor tensor : expected.outputs()) {
        compare(path, tensor, got);
      }
    } catch (ProtocolException e) {
      throw new ModelRefusedException(
          "%s: %s; register the model anew".formatted(path, e.getMessage()), e);
    }
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return Json.mapper().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that was read can be written", e);
    }
  }

  /** An empty list is not written to JSON and comes back as null. */
  private static boolean absentOrEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  private static String shown(Values values, int row) {
    if (values.isMissing(row)) {
      return "a missing value";
    }
    return switch (values) {
      case Values.Numbers numbers -> Double.toString(numbers.at(row));
      case Values.Integers integers -> Long.toString(integers.at(row));
      case Values.Texts texts -> String.valueOf(texts.at(row));
      case Values.Truths truths -> Boolean.toString(truths.at(row) == 1);
    };
  }

  private void compare(String path, Tensor expected, InferResponse answer) {
    String name = expected.name();
    Values got =
        answer.outputs().stream()
            .filter(tensor -> tensor.name().equals(name))
            .map(Tensor::values)
            .findFirst()
            .orElseThrow(() -> differs(path, name, "an answer", "none"));
    Values wanted = expected.values();
    if (wanted.size() != got.size()) {
      throw differs(path, name, wanted.size() + " rows", got.size() + " rows");
    }
    for (int row = 0; row < wanted.size(); row++) {
      if (!same(wanted, got, row)) {
        throw differs(path, name + "[" + row + "]", shown(wanted, row), shown(got, row));
      }
    }
  }

  private boolean same(Values expected, Values got, int row) {
    if (expected instanceof Values.Numbers wanted && got instanceof Values.Numbers numbers) {
      double difference = Math.abs(wanted.at(row) - numbers.at(row));
      return difference <= golden.absoluteTolerance()
          || difference <= golden.relativeTolerance() * Math.abs(wanted.at(row));
    }
    return shown(expected, row).equals(shown(got, row));
  }

  private static ModelRefusedException differs(
      String path, String output, String expected, String got) {
    return new ModelRefusedException(
        "%s: output %s: expected %s, got %s; the model does not answer as in training"
            .formatted(path, output, expected, got));
  }
}
