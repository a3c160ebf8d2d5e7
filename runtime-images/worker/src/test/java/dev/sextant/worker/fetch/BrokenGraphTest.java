package dev.sextant.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import dev.sextant.server.ModelRefusedException;
import dev.sextant.server.ModelServer;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.DirectoryArtifacts;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models that somebody brought: the bytes are those of the manifest, so that they are fetched, and
 * the server says in one line what is wrong with them before it listens.
 */
class BrokenGraphTest {
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new Signature.Input("x", ColumnType.Double)),
          List.of(new Signature.Output("prediction", "FP64")));

  /** What the sound graph answers. */
  private static final GoldenRequests.Case SAME =
      new GoldenRequests.Case(
          Json.tree(
              "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[2.5]}]}"),
          Json.tree(
              "[{\"name\":\"prediction\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[2.5]}]"));

  @TempDir Path directory;
  private DirectoryArtifacts store;

  @BeforeEach
  void makeStore() {
    store = new DirectoryArtifacts(directory.resolve("store"));
  }

  @Test
  void aSoundGraphServes() throws Exception {
    try (ModelServer server =
        ModelServer.start(fetched(graph().build().toByteArray()), "127.0.0.1")) {
      assertThat(server.restPort()).isPositive();
    }
  }

  @Test
  void anEmptyFile() throws Exception {
    assertThat(refusal(new byte[0]))
        .isEqualTo(
            "model.onnx: cannot be loaded (ModelProto does not have a graph); register the model"
                + " anew");
  }

  @Test
  void somethingElseThanOnnx() throws Exception {
    assertThat(refusal("<html>not found</html>".getBytes(StandardCharsets.UTF_8)))
        .matches(LOADING)
        .contains("rotobuf");
  }

  @Test
  void halfAFile() throws Exception {
    byte[] whole = graph().build().toByteArray();

    assertThat(refusal(Arrays.copyOf(whole, whole.length / 2)))
        .matches(LOADING)
        .contains("rotobuf");
  }

  @Test
  void operatorsOfAVersionThatNobodyKnows() throws Exception {
    ModelProto.Builder model = graph();
    model.getOpsetImportBuilder(0).setVersion(999);

    assertThat(refusal(model.build().toByteArray()))
        .matches(LOADING)
        .contains("(ONNX Runtime only", "Opset 999 is under development");
  }

  @Test
  void aFormatThatNobodyKnows() throws Exception {
    assertThat(refusal(graph().setIrVersion(999).build().toByteArray()))
        .matches(LOADING)
        .startsWith("model.onnx: cannot be loaded (Unsupported model IR version: 999");
  }

  @Test
  void anOperatorThatNobodyKnows() throws Exception {
    ModelProto.Builder model = graph();
    model.getGraphBuilder().getNodeBuilder(0).setOpType("Dance");

    assertThat(refusal(model.build().toByteArray())).matches(LOADING).contains("Dance");
  }

  @Test
  void anotherInput() throws Exception {
    ModelProto.Builder model = graph();
    model.getGraphBuilder().getInputBuilder(0).setName("features");
    model.getGraphBuilder().getNodeBuilder(0).setInput(0, "features");

    assertThat(refusal(model.build().toByteArray()))
        .isEqualTo(
            "model.onnx: there is no input 'numeric' of type DOUBLE and shape [rows, 1]; register the"
                + " model anew");
  }

  @Test
  void anInputOfAnotherType() throws Exception {
    ModelProto.Builder model = graph();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.FLOAT_VALUE);
    model
        .getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.FLOAT_VALUE);

    assertThat(refusal(model.build().toByteArray())).startsWith("model.onnx: there is no input");
  }

  @Test
  void anotherOutput() throws Exception {
    ModelProto.Builder model = graph();
    model.getGraphBuilder().getOutputBuilder(0).setName("variable");
    model.getGraphBuilder().getNodeBuilder(0).setOutput(0, "variable");

    assertThat(refusal(model.build().toByteArray()))
        .isEqualTo(
            "model.onnx: there is no output 'score' of type float or double; register the model anew");
  }

  @Test
  void weightsInAFileThatIsNotThere() throws Exception {
    assertThat(refusal(external("weights.bin"))).matches(LOADING).contains("weights.bin");
  }

  @Test
  void weightsInAFileElsewhereOnTheMachine() throws Exception {
    Path secret = Files.write(directory.resolve("secret"), new byte[8]);

    assertThat(refusal(external("../secret"))).matches(LOADING);
    assertThat(refusal(external(secret.toString()))).matches(LOADING);
  }

  /** What the runtime says, and what to do. */
  private static final String LOADING =
      "model\\.onnx: cannot be loaded \\([^\\n]+\\); register the model anew";

  private static ModelProto.Builder graph() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
        .setGraph(
            GraphProto.newBuilder()
                .setName("imported")
                .addInput(value("numeric"))
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("numeric")
                        .addOutput("score"))
                .addOutput(value("score")));
  }

  private static ValueInfoProto value(String name) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.DOUBLE_VALUE)
                        .setShape(shape)))
        .build();
  }

  /** The graph with one weight that lies in another file. */
  private static byte[] external(String location) {
    ModelProto.Builder model = graph();
    model
        .getGraphBuilder()
        .addInitializer(
            TensorProto.newBuilder()
                .setName("weight")
                .setDataType(TensorProto.DataType.DOUBLE_VALUE)
                .addDims(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                    StringStringEntryProto.newBuilder().setKey("location").setValue(location)));
    model.getGraphBuilder().getNodeBuilder(0).setOpType("Mul").addInput("weight");
    return model.build().toByteArray();
  }

  private String refusal(byte[] onnx) throws Exception {
    ServerConfig config = fetched(onnx);
    ModelRefusedException refused =
        catchThrowableOfType(
            ModelRefusedException.class, () -> ModelServer.start(config, "127.0.0.1").close());
    assertThat(refused).isNotNull();
    return String.valueOf(refused.getMessage());
  }

  /** Publishes a model with this graph, fetches it, and gives what a server of it is told. */
  private ServerConfig fetched(byte[] onnx) throws IOException {
    Path graph = Files.write(directory.resolve("graph"), onnx);
    Path golden =
        Files.writeString(
            directory.resolve("golden"), Json.write(new GoldenRequests(1e-5, 1e-6, List.of(SAME))));
    List<FileRef> files =
        List.of(store.put(ModelManifest.ONNX, graph), store.put(ModelManifest.GOLDEN, golden));
    Task task = new Task.Regression();
    String digest =
        ModelManifest.digestOf(
            task, SIGNATURE, List.of(), "UTC", List.of("x"), List.of(), files.getFirst().sha256());
    var manifest =
        new ModelManifest(
            1, digest, task, SIGNATURE, List.of(), "UTC", List.of("x"), List.of(), files);
    String uri =
        store.putManifest(
            Artifacts.Kind.models, digest, Json.write(manifest).getBytes(StandardCharsets.UTF_8));
    Path target = Files.createTempDirectory(directory, "model");
    Clock clock = Clock.systemUTC();
    JobOutcome outcome =
        new FetchWork()
            .run(
                new FetchJob(
                    new StoreLocation("http://localhost", "", "store", "", true),
                    uri,
                    digest,
                    target.toString(),
                    60),
                new WorkerContext(
                    store,
                    update -> {},
                    clock,
                    directory,
                    clock.instant().plusSeconds(60),
                    new Cancellation()));
    assertThat(outcome).isInstanceOf(JobOutcome.Succeeded.class);
    return new ServerConfig("imported", "1", target.toString(), 0, 0, 1, 10, 1_000_000, 1, 0);
  }
}
