package dev.sextant.worker.train;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.job.TrainJob.Target;
import dev.sextant.contracts.model.Task;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.table.SnapshotDatabase.LabelValue;
import java.util.List;
import java.util.stream.Collectors;

/** Decides what is predicted, from what the user wants and the label's values. */
final class TaskDecision {
  /** How many values of the label are looked at. */
  static final int VALUES = 20;

  private TaskDecision() {}

  /** A number is to be predicted. */
  static Task regression(SnapshotColumn label) {
    if (label.type() != ColumnType.Double && label.type() != ColumnType.Integer) {
      throw new JobRefusedException(
          "LabelNotNumeric",
          ("spec.task.kind: Regression predicts a number, but the label '%s' is a %s; use Binary"
                  + " or another label")
              .formatted(label.name(), label.type()));
    }
    return new Task.Regression();
  }

  /**
   * A class is to be predicted.
   *
   * @param values values of the label, the positive one first if it occurs; at most {@link #VALUES}
   */
  static Task binary(Target.Binary binary, SnapshotColumn label, List<LabelValue> values) {
    if (values.stream().noneMatch(value -> value.text().equals(binary.positive()))) {
      throw new JobRefusedException(
          "PositiveUnknown",
          "spec.task.positive: '%s' does not occur in the label '%s'; values are %s"
              .formatted(binary.positive(), label.name(), listed(values)));
    }
    var others =
        values.stream().map(LabelValue::text).filter(v -> !v.equals(binary.positive())).toList();
    if (others.isEmpty()) {
      throw new JobRefusedException(
          "LabelConstant",
          "spec.task.positive: the label '%s' is '%s' in every row; there is nothing to learn"
              .formatted(label.name(), binary.positive()));
    }
    // Every other value counts as negative; one alone gives the class its name.
    String negative = others.size() == 1 ? others.getFirst() : "not " + binary.positive();
    return new Task.Binary(negative, binary.positive(), binary.threshold());
  }

  private static String listed(List<LabelValue> values) {
    String list =
        values.stream().map(value -> "'" + value.text() + "'").collect(Collectors.joining(", "));
    return list.isEmpty() ? "none at all" : values.size() < VALUES ? list : list + ", ...";
  }

  /** Refuses a train part that has one label only. */
  static void requireVariation(Task task, SnapshotColumn label, double[] trainLabels) {
    double first = trainLabels[0];
    for (double value : trainLabels) {
      if (value != first) {
        return;
      }
    }
    String what =
        switch (task) {
          case Task.Regression ignored -> Double.toString(first);
          case Task.Binary binary ->
              "'" + (first > 0.5 ? binary.positive() : binary.negative()) + "'";
        };
    throw new JobRefusedException(
        "LabelConstant",
        "spec.task: the label '%s' is %s in every train row; there is nothing to learn"
            .formatted(label.name(), what));
  }
}
