package dev.sextant.features;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a row is kept. Immutable and safe for any number of threads. */
public final class RowPredicate {
  private final List<Variable> inputs;
  private final Node.TruthNode node;

  RowPredicate(List<Variable> inputs, Node.TruthNode node) {
    this.inputs = List.copyOf(inputs);
    this.node = node;
  }

  /** The columns that the predicate reads. */
  public List<Variable> inputs() {
    return inputs;
  }

  /** A fresh tally with one output; one per thread. */
  public Tally newTally() {
    return new Tally(1);
  }

  /** True, false, or null where the answer is missing. Never throws for a row. */
  public @Nullable Boolean test(RowView row, Tally tally) {
    tally.beginRow();
    tally.beginOutput();
    int value = node.eval(row, tally.faults);
    tally.endOutput(0, value == Node.TruthNode.UNKNOWN);
    return value == Node.TruthNode.UNKNOWN ? null : value == Node.TruthNode.TRUE;
  }

  /** True only where the predicate holds: a row with a missing answer is not kept, as in SQL. */
  public boolean keeps(RowView row, Tally tally) {
    return Boolean.TRUE.equals(test(row, tally));
  }
}
