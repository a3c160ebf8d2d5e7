package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.protocol.Datatype;
import dev.sextant.protocol.InferRequest;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.Limits;
import dev.sextant.protocol.ModelMetadata;
import dev.sextant.protocol.ModelMetadata.TensorMetadata;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.Tensor;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Answers requests with one loaded model, whichever wire they came by. Any number of threads may
 * predict at once.
 */
public final class Predictor implements AutoCloseable {
  /** More tensors than any model has columns. */
  private static final int MOST_TENSORS = 10_000;

  private final ServerConfig config;
  private final ModelManifest manifest;
  private final ColumnBinder binder;
  private final Transform transform;
  private final OnnxModel model;
  private final Answers answers;
  private final int goldenCases;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private Predictor(
      ServerConfig config,
      ModelManifest manifest,
      ColumnBinder binder,
      Transform transform,
      OnnxModel model,
      int goldenCases) {
    this.config = config;
    this.manifest = manifest;
    this.binder = binder;
    this.transform = transform;
    this.model = model;
    this.answers = new Answers(manifest.task());
    this.goldenCases = goldenCases;
  }

  /**
   * Loads the model of a directory, verifies its files and lets it answer its golden requests.
   *
   * @throws ModelRefusedException when it must not serve
   */
  public static Predictor load(ServerConfig config) {
    ModelFiles files = ModelFiles.read(Path.of(config.directory()));
    ModelManifest manifest = files.manifest();
    Transform transform = Transform.of(manifest);
    var binder = new ColumnBinder(manifest.signature(), zone(manifest.timeZone()));
    OnnxModel model =
        OnnxModel.load(files.onnx(), manifest.numericInputs().size(), manifest.textInputs().size());
    var golden = new GoldenCheck(files.golden());
    var predictor = new Predictor(config, manifest, binder, transform, model, golden.size());
    try {
      golden.run(predictor);
    } catch (ModelRefusedException e) {
      predictor.close();
      throw e;
    }
    return predictor;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new ModelRefusedException(
          "model.json: timeZone: '%s' is not known; use a name such as Europe/Berlin"
              .formatted(name),
          e);
    }
  }

  /** The manifest of the model. */
  public ModelManifest manifest() {
    return manifest;
  }

  int goldenCases() {
    return goldenCases;
  }

  /** What decoders must refuse. */
  public Limits limits() {
    return new Limits(config.maxBatchRows(), MOST_TENSORS);
  }

  /** What the model takes and gives. */
  public ModelMetadata metadata() {
    return new ModelMetadata(
        config.model(),
        List.of(config.version()),
        "onnxruntime_onnx",
        manifest.signature().inputs().stream()
            .map(i ->
                new TensorMetadata(i.name(), Datatype.valueOf(i.type().datatype()), List.of(-1L)))
            .toList(),
        answers.metadata());
  }

  /** Answers a request, or says why it cannot be answered. */
  public InferResponse predict(InferRequest request) throws ProtocolException {
    List<String> chosen = answers.resolve(request.outputs());
    Columns columns = binder.bind(request.inputs());
    Transform.Tensors tensors = transform.apply(columns, scratch.get());
    List<Tensor> outputs = answers.of(model.score(tensors), chosen);
    return new InferResponse(config.model(), config.version(), request.id(), Map.of(), outputs);
  }

  @Override
  public void close() {
    model.close();
  }
}
