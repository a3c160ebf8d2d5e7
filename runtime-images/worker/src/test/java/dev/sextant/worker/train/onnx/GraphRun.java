package dev.sextant.worker.train.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sextant.worker.train.RawTable;
import dev.sextant.worker.train.encode.InputLayout;
import java.nio.DoubleBuffer;
import java.util.HashMap;

/** Runs a graph over raw rows, as a server does after the features. */
final class GraphRun {
  private GraphRun() {}

  static double[] scores(byte[] model, InputLayout layout, RawTable table) throws OrtException {
    int rows = (int) table.rows();
    var environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (var session = environment.createSession(model, options)) {
        var inputs = new HashMap<String, OnnxTensor>();
        if (!layout.numericInputs().isEmpty()) {
          inputs.put("numeric", numeric(environment, layout, table, rows));
        }
        if (!layout.textInputs().isEmpty()) {
          inputs.put("text", text(environment, layout, table, rows));
        }
        try (var result = session.run(inputs)) {
          return toDoubles(result.get("score").orElseThrow().getValue());
        } finally {
          inputs.values().forEach(OnnxTensor::close);
        }
      }
    }
  }

  private static OnnxTensor numeric(
      OrtEnvironment environment, InputLayout layout, RawTable table, int rows)
      throws OrtException {
    int width = layout.numericInputs().size();
    var values = DoubleBuffer.allocate(rows * width);
    for (int row = 0; row < rows; row++) {
      for (String column : layout.numericInputs()) {
        values.put(table.number(column, row));
      }
    }
    return OnnxTensor.createTensor(environment, values.flip(), new long[] {rows, width});
  }

  private static OnnxTensor text(
      OrtEnvironment environment, InputLayout layout, RawTable table, int rows)
      throws OrtException {
    int width = layout.textInputs().size();
    var values = new String[rows * width];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      for (String column : layout.textInputs()) {
        values[next++] = table.text(column, row);
      }
    }
    return OnnxTensor.createTensor(environment, values, new long[] {rows, width});
  }

  private static double[] toDoubles(Object value) {
    if (value instanceof double[][] doubles) {
      var scores = new double[doubles.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = doubles[i][0];
      }
      return scores;
    }
    float[][] floats = (float[][]) value;
    var scores = new double[floats.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = floats[i][0];
    }
    return scores;
  }
}
