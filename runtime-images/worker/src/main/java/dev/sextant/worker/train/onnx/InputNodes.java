package dev.sextant.worker.train.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.sextant.worker.train.encode.FittedInput;
import dev.sextant.worker.train.encode.InputLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Adds what turns the tensors {@code numeric} and {@code text} into encoded inputs, in the
 * arithmetic of {@link FittedInput}: double precision up to the last cast.
 */
final class InputNodes {
  private final Graph graph;
  private final InputLayout layout;
  private final DataType type;

  /**
   * An encoder.
   *
   * @param type what the scorer reads, FLOAT or DOUBLE
   */
  InputNodes(Graph graph, InputLayout layout, DataType type) {
    this.graph = graph;
    this.layout = layout;
    this.type = type;
  }

  /** Adds inputs and encoding; the name of the encoded rows. */
  String add() {
    List<String> numeric = layout.numericInputs();
    List<String> text = layout.textInputs();
    if (!numeric.isEmpty()) {
      graph.input("numeric", DataType.DOUBLE, numeric.size());
    }
    if (!text.isEmpty()) {
      graph.input("text", DataType.STRING, text.size());
    }
    var blocks = new ArrayList<String>();
    if (!layout.numbers().isEmpty()) {
      blocks.add(cast(numbers(numeric), DataType.DOUBLE));
    }
    for (FittedInput.OneHot oneHot : layout.oneHots()) {
      if (oneHot.width() > 0) {
        blocks.add(
            switch (oneHot) {
              case FittedInput.Text input -> text(input, text.indexOf(input.column()));
              case FittedInput.Code input -> code(input, numeric.indexOf(input.column()));
            });
      }
    }
    return blocks.size() == 1
        ? blocks.getFirst()
        : graph.node("Concat", blocks, Graph.attribute("axis", 1));
  }

  private String cast(String value, DataType from) {
    return from == type
        ? value
        : graph.node("Cast", List.of(value), Graph.attribute("to", type.getNumber()));
  }

  private String numbers(List<String> tensor) {
    List<FittedInput.Scalar> numbers = layout.numbers();
    List<Long> places =
        numbers.stream().map(number -> (long) tensor.indexOf(number.column())).toList();
    String value = "numeric";
    if (!places.equals(LongStream.range(0, tensor.size()).boxed().toList())) {
      value = gather("numeric", graph.integers(places, places.size()));
    }
    if (numbers.stream().anyMatch(number -> number.fill() != null)) {
      // Where nothing is to be filled in, NaN is replaced by NaN.
      String fills =
          graph.doubles(
              numbers.stream()
                  .map(number -> number.fill() == null ? Double.NaN : number.fill())
                  .toList(),
              1,
              numbers.size());
      value = filled(value, fills);
    }
    if (numbers.stream().anyMatch(number -> number.mean() != 0 || number.scale() != 1)) {
      String means =
          graph.doubles(numbers.stream().map(FittedInput.Scalar::mean).toList(), 1, numbers.size());
      String scales =
          graph.doubles(
              numbers.stream().map(FittedInput.Scalar::scale).toList(), 1, numbers.size());
      value = graph.node("Sub", List.of(value, means));
      value = graph.node("Div", List.of(value, scales));
    }
    return value;
  }

  private String gather(String tensor, String places) {
    return graph.node("Gather", List.of(tensor, places), Graph.attribute("axis", 1));
  }

  private String filled(String value, String fills) {
    return graph.node("Where", List.of(isMissing(value), fills, value));
  }

  private String isMissing(String value) {
    return graph.node("IsNaN", List.of(value));
  }

  private String text(FittedInput.Text input, int place) {
    // A scalar place takes the column as a vector, so that the encoder's answer has two dimensions.
    String column = gather("text", graph.integers(List.of((long) place)));
    var slots = new TreeMap<>(input.slots());
    String slot =
        graph.node(
            Graph.ML,
            "LabelEncoder",
            List.of(column),
            Graph.strings("keys_strings", List.copyOf(slots.keySet())),
            Graph.integers(
                "values_int64s", slots.values().stream().map(Integer::longValue).toList()),
            Graph.attribute("default_int64", input.unseenSlot()));
    String oneHot =
        graph.node(
            Graph.ML,
            "OneHotEncoder",
            List.of(slot),
            Graph.integers("cats_int64s", LongStream.range(0, input.width()).boxed().toList()),
            Graph.attribute("zeros", 1));
    return cast(oneHot, DataType.FLOAT);
  }

  private String code(FittedInput.Code input, int place) {
    String column = gather("numeric", graph.integers(List.of((long) place), 1));
    if (input.fill() != null) {
      column = filled(column, graph.doubles(List.of(input.fill()), 1, 1));
    }
    var blocks = new ArrayList<String>();
    if (!input.categories().isEmpty()) {
      String categories = graph.doubles(input.categories(), 1, input.categories().size());
      blocks.add(asFloat(graph.node("Equal", List.of(column, categories))));
    }
    if (input.missingColumn()) {
      blocks.add(asFloat(isMissing(column)));
    }
    if (input.otherColumn()) {
      blocks.add(other(blocks, column));
    }
    String oneHot =
        blocks.size() == 1
            ? blocks.getFirst()
            : graph.node("Concat", blocks, Graph.attribute("axis", 1));
    return cast(oneHot, DataType.FLOAT);
  }

  /** One where nothing else is lit. */
  private String other(List<String> blocks, String column) {
    String one = graph.number(1);
    if (blocks.isEmpty()) {
      // Nothing is known at all: every value, a missing one too, is another.
      String never =
          asFloat(graph.node("Equal", List.of(column, graph.doubles(List.of(Double.NaN), 1, 1))));
      return graph.node("Sub", List.of(one, never));
    }
    String lit =
        blocks.size() == 1
            ? blocks.getFirst()
            : graph.node(
                "Concat", Collections.unmodifiableList(blocks), Graph.attribute("axis", 1));
    String sum =
        graph.node(
            "ReduceSum",
            List.of(lit, graph.integers(List.of(1L), 1)),
            Graph.attribute("keepdims", 1));
    return graph.node("Sub", List.of(one, sum));
  }

  private String asFloat(String truth) {
    return graph.node("Cast", List.of(truth), Graph.attribute("to", DataType.FLOAT.getNumber()));
  }
}
