package dev.sextant.features;

import java.util.List;

/** Computes one number from a row, such as a heuristic. Safe for any number of threads. */
public final class NumberProgram {
  private final List<Variable> inputs;
  private final Node.NumberNode node;

  NumberProgram(List<Variable> inputs, Node.NumberNode node) {
    this.inputs = List.copyOf(inputs);
    this.node = node;
  }

  /** The columns that the expression reads. */
  public List<Variable> inputs() {
    return inputs;
  }

  /** A fresh tally with one output; one per thread. */
  public Tally newTally() {
    return new Tally(1);
  }

  /** The number, or NaN where it is missing. Never throws for a row. */
  public double evaluate(RowView row, Tally tally) {
    tally.beginRow();
    tally.beginOutput();
    double value = node.eval(row, tally.faults);
    tally.endOutput(0, Double.isNaN(value));
    return value;
  }
}
