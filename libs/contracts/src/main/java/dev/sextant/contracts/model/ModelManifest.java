package dev.sextant.contracts.model;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.FeatureExpression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as stored under {@code manifests/models/} and as {@code model.json} in a model directory.
 *
 * <p>The way of a request is: raw columns ({@link Signature#inputs()}) -> CEL {@link #features} ->
 * two tensors -> ONNX graph -> outputs. The graph {@code model.onnx} has at most two inputs: {@code
 * numeric}, tensor(double) of shape [rows, numericInputs], missing = NaN, truth values as 0 and 1;
 * and {@code text}, tensor(string) of shape [rows, textInputs], missing = "". An input without
 * columns is left out of the graph. Imputation and encoding are inside the graph. Its one output is
 * {@code score}, tensor(float or double) of shape [rows, 1]: the prediction of a regression, the
 * probability of the positive class of a binary task.
 *
 * @param format version of this contract, 1
 * @param digest {@code sha256:<hex>} as {@link #digestOf} computes it
 * @param task what is predicted
 * @param signature raw columns in, predictions out
 * @param features the row-wise expressions
 * @param timeZone the zone in which naive time stamps are read
 * @param numericInputs raw columns or features that make the tensor {@code numeric}, in order
 * @param textInputs raw columns or features that make the tensor {@code text}, in order
 * @param files {@code model.onnx} and {@code golden.json}: what a server loads
 * @param heldOut {@code held-out.parquet}, for those who check a model: every labelled test row
 *     with its place ({@code row}), its RowId ({@code id}), its {@code label}, the trainer's {@code
 *     prediction} (of the positive class for a binary task) and the raw columns of the request
 *     ({@code inputs}); null when the trainer is not known
 */
public record ModelManifest(
    int format,
    String digest,
    Task task,
    Signature signature,
    List<FeatureExpression> features,
    String timeZone,
    List<String> numericInputs,
    List<String> textInputs,
    List<FileRef> files,
    @Nullable FileRef heldOut) {

  /** A model of which a server needs to know no more. */
  public ModelManifest(
      int format,
      String digest,
      Task task,
      Signature signature,
      List<FeatureExpression> features,
      String timeZone,
      List<String> numericInputs,
      List<String> textInputs,
      List<FileRef> files) {
    this(
        format,
        digest,
        task,
        signature,
        features,
        timeZone,
        numericInputs,
        textInputs,
        files,
        null);
  }

  /** The file that holds the graph. */
  public static final String ONNX = "model.onnx";

  /** The file that holds the golden requests. */
  public static final String GOLDEN = "golden.json";

  /** The file that holds what the trainer predicted of the test rows; servers do not load it. */
  public static final String HELD_OUT = "held-out.parquet";

  /** The name of this manifest in a model directory. */
  public static final String MANIFEST = "model.json";

  /**
   * The digest of the logical content: task, signature, transform and graph. Golden requests, names
   * and times are no part of it.
   */
  public static String digestOf(
      Task task,
      Signature signature,
      List<FeatureExpression> features,
      String timeZone,
      List<String> numericInputs,
      List<String> textInputs,
      String onnxSha256) {
    return "sha256:"
        + Json.sha256(
            Map.of(
                "task", task,
                "signature", signature,
                "features", features,
                "timeZone", timeZone,
                "numericInputs", numericInputs,
                "textInputs", textInputs,
                "onnx", onnxSha256));
  }

  /** The same model, with the file of its held-out predictions. */
  public ModelManifest withHeldOut(FileRef file) {
    return new ModelManifest(
        format,
        digest,
        task,
        signature,
        features,
        timeZone,
        numericInputs,
        textInputs,
        files,
        file);
  }
}
