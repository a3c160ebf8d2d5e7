package dev.sextant.features;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes all features of a row. Immutable and safe for any number of threads; compile once and
 * keep it.
 */
public final class FeatureProgram {
  private final List<Variable> variables;
  private final List<Variable> inputs;
  private final List<Feature> features;
  private final Node[] nodes;

  FeatureProgram(
      List<Variable> variables, List<Variable> inputs, List<Feature> features, List<Node> nodes) {
    this.variables = List.copyOf(variables);
    this.inputs = List.copyOf(inputs);
    this.features = List.copyOf(features);
    this.nodes = nodes.toArray(new Node[0]);
  }

  /** What was declared; the positions that a {@link RowView} is asked for. */
  public List<Variable> variables() {
    return variables;
  }

  /** The columns that at least one feature reads, in the order they were declared. */
  public List<Variable> inputs() {
    return inputs;
  }

  /** What is computed, in the order of the expressions. */
  public List<Feature> features() {
    return features;
  }

  /** A fresh tally for {@link #evaluate(RowView, FeatureSink, Tally)}; one per thread. */
  public Tally newTally() {
    return new Tally(features.size());
  }

  /** Computes every feature of the row and hands each to the sink. Never throws for a row. */
  public void evaluate(RowView row, FeatureSink sink, Tally tally) {
    tally.beginRow();
    for (int i = 0; i < nodes.length; i++) {
      tally.beginOutput();
      tally.endOutput(i, evaluateOne(i, row, sink, tally.faults));
    }
  }

  /** The features of one row as objects: Double, String or Boolean, null where missing. */
  public @Nullable Object[] evaluate(RowView row) {
    var values = new @Nullable Object[nodes.length];
    evaluate(row, new ArraySink(values), newTally());
    return values;
  }

  private boolean evaluateOne(int i, RowView row, FeatureSink sink, Faults faults) {
    return switch (nodes[i]) {
      case Node.NumberNode node -> {
        double value = node.eval(row, faults);
        sink.number(i, value);
        yield Double.isNaN(value);
      }
      case Node.TextNode node -> {
        String value = node.eval(row, faults);
        sink.text(i, value);
        yield value == null;
      }
      case Node.TruthNode node -> {
        int value = node.eval(row, faults);
        sink.truth(i, value == Node.TruthNode.UNKNOWN ? null : value == Node.TruthNode.TRUE);
        yield value == Node.TruthNode.UNKNOWN;
      }
      case Node.TimeNode _, Node.SpanNode _ ->
          throw new IllegalStateException("the compiler lets no feature be a time");
    };
  }

  private static final class ArraySink implements FeatureSink {
    private final @Nullable Object[] values;

    ArraySink(@Nullable Object[] values) {
      this.values = values;
    }

    @Override
    public void number(int feature, double value) {
      values[feature] = Double.isNaN(value) ? null : value;
    }

    @Override
    public void text(int feature, @Nullable String value) {
      values[feature] = value;
    }

    @Override
    public void truth(int feature, @Nullable Boolean value) {
      values[feature] = value;
    }
  }
}
