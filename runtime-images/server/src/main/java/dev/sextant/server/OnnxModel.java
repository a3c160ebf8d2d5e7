package dev.sextant.server;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.ProtocolException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The graph of a model in ONNX Runtime; any number of threads may score at once. */
final class OnnxModel implements AutoCloseable {
  private static final String NUMERIC = "numeric";
  private static final String TEXT = "text";
  private static final String SCORE = "score";
  private static final Set<String> OUTPUTS = Set.of(SCORE);
  private static final System.Logger LOG = System.getLogger(OnnxModel.class.getName());

  /** Code, path of the model, and file, line and signature in the runtime's source. */
  private static final Pattern WHERE =
      Pattern.compile(
          "^(Error code - \\S+ - message: )?(Load model from \\S+ failed: ?)?(/\\S+:\\d+ .*?\\) (?=[A-Z]))?");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int numericWidth;
  private final int textWidth;

  private OnnxModel(
      OrtEnvironment environment, OrtSession session, int numericWidth, int textWidth) {
    this.environment = environment;
    this.session = session;
    this.numericWidth = numericWidth;
    this.textWidth = textWidth;
  }

  /** Loads a graph and checks that it has the inputs and the output of the contract. */
  static OnnxModel load(Path file, int numericWidth, int textWidth) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      // Requests run side by side on a pool of our own; threads within one would fight them.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // What it has to say below an error is about the graph's making, and is not JSON.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      OrtSession session = environment.createSession(file.toString(), options);
      var model = new OnnxModel(environment, session, numericWidth, textWidth);
      try {
        model.check();
      } catch (OrtException | ModelRefusedException e) {
        model.close();
        throw e;
      }
      return model;
    } catch (OrtException e) {
      throw new ModelRefusedException(
          "model.onnx: cannot be loaded (%s); register the model anew"
              .formatted(words(String.valueOf(e.getMessage()))),
          e);
    }
  }

  /** What the runtime says without where its own source says so, in one line. */
  static String words(String message) {
    String said = WHERE.matcher(message.replaceAll("\\s+", " ")).replaceFirst("").strip();
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }

  private void check() throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    checkInput(inputs, NUMERIC, OnnxJavaType.DOUBLE, numericWidth);
    checkInput(inputs, TEXT, OnnxJavaType.STRING, textWidth);
    for (String name : inputs.keySet()) {
      refuse(!name.equals(NUMERIC) && !name.equals(TEXT), "input '" + name + "' is not known");
    }
    NodeInfo score = session.getOutputInfo().get(SCORE);
    boolean number =
        score != null
            && score.getInfo() instanceof TensorInfo info
            && (info.type == OnnxJavaType.FLOAT || info.type == OnnxJavaType.DOUBLE);
    refuse(!number, "there is no output 'score' of type float or double");
  }

  private static void checkInput(
      Map<String, NodeInfo> inputs, String name, OnnxJavaType type, int width) {
    NodeInfo input = inputs.get(name);
    if (width == 0) {
      refuse(input != null, "input '%s' is there, but no column belongs to it".formatted(name));
      return;
    }
    boolean fits =
        input != null
            && input.getInfo() instanceof TensorInfo info
            && info.type == type
            && info.getShape().length == 2
            && (info.getShape()[1] == width || info.getShape()[1] < 0);
    refuse(
        !fits,
        "there is no input '%s' of type %s and shape [rows, %d]".formatted(name, type, width));
  }

  private static void refuse(boolean wrong, String problem) {
    if (wrong) {
      throw new ModelRefusedException("model.onnx: " + problem + "; register the model anew");
    }
  }

  /** One number a row, every one finite. */
  double[] score(Transform.Tensors tensors) throws ProtocolException {
    if (tensors.rows() == 0) {
      return new double[0];
    }
    var inputs = new HashMap<String, OnnxTensor>(4);
    try {
      if (numericWidth > 0) {
        long[] shape = {tensors.rows(), numericWidth};
        inputs.put(NUMERIC, OnnxTensor.createTensor(environment, tensors.numeric(), shape));
      }
      if (textWidth > 0) {
        long[] shape = {tensors.rows(), textWidth};
        inputs.put(TEXT, OnnxTensor.createTensor(environment, tensors.text(), shape));
      }
      try (OrtSession.Result result = session.run(inputs, OUTPUTS)) {
        return scores((OnnxTensor) result.get(0), tensors.rows());
      }
    } catch (OrtException e) {
      LOG.log(System.Logger.Level.WARNING, "the graph failed on a request", e);
      throw new ProtocolException(
          ErrorKind.INTERNAL, "model: the graph failed on this request; see the server's log");
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static double[] scores(OnnxTensor tensor, int rows) throws ProtocolException {
    var scores = new double[rows];
    if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
      FloatBuffer buffer = tensor.getFloatBuffer();
      checkRows(buffer.remaining(), rows);
      for (int row = 0; row < rows; row++) {
        scores[row] = buffer.get(row);
      }
    } else {
      DoubleBuffer buffer = tensor.getDoubleBuffer();
      checkRows(buffer.remaining(), rows);
      buffer.get(0, scores);
    }
    for (int row = 0; row < rows; row++) {
      if (!Double.isFinite(scores[row])) {
        throw new ProtocolException(
            ErrorKind.INTERNAL,
            "outputs: the model gives %s for row %d; look at what is special in that row"
                .formatted(scores[row], row));
      }
    }
    return scores;
  }

  private static void checkRows(int got, int rows) throws ProtocolException {
    if (got != rows) {
      throw new ProtocolException(
          ErrorKind.INTERNAL,
          "outputs: the graph gives %d scores for %d rows; register the model anew"
              .formatted(got, rows));
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      LOG.log(System.Logger.Level.WARNING, "the session did not close", e);
    }
  }
}
