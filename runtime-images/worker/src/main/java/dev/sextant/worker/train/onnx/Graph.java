package dev.sextant.worker.train.onnx;

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

/**
 * A graph in the making. Names are numbered in the order of creation and nothing of time or version
 * is written, so that the same model has the same bytes.
 */
final class Graph {
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 15;
  private static final int ML_OPERATORS = 3;

  /** The domain of trees and encoders. */
  static final String ML = "ai.onnx.ml";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("model");
  private int next;

  /** An input of shape [rows, columns]. */
  String input(String name, TensorProto.DataType type, int columns) {
    graph.addInput(value(name, type, columns));
    return name;
  }

  /** The output of shape [rows, 1]. */
  void output(String name, TensorProto.DataType type) {
    graph.addOutput(value(name, type, 1));
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int columns) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Adds a node of the standard operators; the name of its output. */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    return node("", operator, inputs, attributes);
  }

  /** Adds a node; the name of its output. */
  String node(String domain, String operator, List<String> inputs, AttributeProto... attributes) {
    String output = fresh(operator);
    addNode(domain, operator, inputs, output, attributes);
    return output;
  }

  /** Gives a value the name of the graph's output. */
  void rename(String value, String output) {
    addNode("", "Identity", List.of(value), output);
  }

  private void addNode(
      String domain,
      String operator,
      List<String> inputs,
      String output,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output)
            .setDomain(domain)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  /** A constant of doubles. */
  String doubles(List<Double> values, long... shape) {
    var tensor = tensor(TensorProto.DataType.DOUBLE, shape);
    values.forEach(tensor::addDoubleData);
    return constant(tensor);
  }

  /** A constant of whole numbers. */
  String integers(List<Long> values, long... shape) {
    var tensor = tensor(TensorProto.DataType.INT64, shape);
    values.forEach(tensor::addInt64Data);
    return constant(tensor);
  }

  /** A constant single-precision number. */
  String number(float value) {
    return constant(tensor(TensorProto.DataType.FLOAT).addFloatData(value));
  }

  private static TensorProto.Builder tensor(TensorProto.DataType type, long... shape) {
    var tensor = TensorProto.newBuilder().setDataType(type.getNumber());
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor;
  }

  private String constant(TensorProto.Builder tensor) {
    String name = fresh("constant");
    graph.addInitializer(tensor.setName(name));
    return name;
  }

  private String fresh(String what) {
    return "%s_%d".formatted(what, next++);
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto integers(String name, Iterable<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  static AttributeProto floats(String name, Iterable<Float> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOATS)
        .addAllFloats(values)
        .build();
  }

  static AttributeProto strings(String name, List<String> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  byte[] toBytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("sextant")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(ML_OPERATORS))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
