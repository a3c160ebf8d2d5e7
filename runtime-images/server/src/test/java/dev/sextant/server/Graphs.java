package dev.sextant.server;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;

/** Builds small linear graphs of the contract's form, whose answers a test can compute by hand. */
final class Graphs {
  private static final String ML = "ai.onnx.ml";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  private Graphs() {}

  /**
   * {@code score = weights * numeric + encoding of text}, where a missing number counts as 0.
   *
   * @param weights one a numeric input
   * @param encoding value of each text, 0 for others; empty leaves the input {@code text} out
   * @param last the operator that comes last, such as Sigmoid or Reciprocal
   */
  static byte[] linear(List<Double> weights, Map<String, Float> encoding, String last) {
    var graphs = new Graphs();
    GraphProto.Builder graph = graphs.graph;
    graph.addInput(value("numeric", TensorProto.DataType.DOUBLE, weights.size()));
    graph.addInitializer(doubles("weights", List.of((long) weights.size(), 1L), weights));
    graph.addInitializer(doubles("zero", List.of(1L), List.of(0.0)));
    graph.addNode(node("IsNaN", List.of("numeric"), "absent"));
    graph.addNode(node("Where", List.of("absent", "zero", "numeric"), "present"));
    graph.addNode(node("MatMul", List.of("present", "weights"), "weighted"));
    String sum = "weighted";
    if (!encoding.isEmpty()) {
      graph.addInput(value("text", TensorProto.DataType.STRING, 1));
      graph.addNode(labelEncoder(encoding));
      graph.addNode(
          node("Cast", List.of("code"), "coded").toBuilder()
              .addAttribute(integer("to", TensorProto.DataType.DOUBLE.getNumber()))
              .build());
      graph.addNode(node("Add", List.of("weighted", "coded"), "sum"));
      sum = "sum";
    }
    graph.addNode(node(last, List.of(sum), "score"));
    graph.addOutput(value("score", TensorProto.DataType.DOUBLE, 1));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(2))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto labelEncoder(Map<String, Float> encoding) {
    var keys = AttributeProto.newBuilder().setName("keys_strings");
    keys.setType(AttributeProto.AttributeType.STRINGS);
    var values = AttributeProto.newBuilder().setName("values_floats");
    values.setType(AttributeProto.AttributeType.FLOATS);
    encoding.forEach((key, value) -> {
      keys.addStrings(ByteString.copyFromUtf8(key));
      values.addFloats(value);
    });
    return node("LabelEncoder", List.of("text"), "code").toBuilder()
        .setDomain(ML)
        .addAttribute(keys)
        .addAttribute(values)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("default_float")
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(0))
        .build();
  }

  private static NodeProto node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output)
        .build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto doubles(String name, List<Long> shape, List<Double> values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.DOUBLE.getNumber())
        .addAllDims(shape)
        .addAllDoubleData(values)
        .build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, long width) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
