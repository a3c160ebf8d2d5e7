package dev.sextant.worker.train.evaluate;

import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.TrainJob.Baseline;
import dev.sextant.features.Compilation;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.NumberProgram;
import dev.sextant.features.Problem;
import dev.sextant.features.Variable;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.table.RawReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Predicts the test rows as baselines do. Expressions are compiled, and refused, at the start. */
public final class Baselines {
  /** A baseline and the columns that it may read. */
  private sealed interface Rule {
    record ZeroRule() implements Rule {}

    record Random() implements Rule {}

    record Heuristic(NumberProgram program) implements Rule {}
  }

  /** What a baseline says of each test row. */
  public static final class Predictions {
    private final String name;
    private final double[] values;

    Predictions(String name, double[] values) {
      this.name = name;
      this.values = values;
    }

    /** ZeroRule, Random or Heuristic. */
    public String name() {
      return name;
    }

    /** One value a row; not to be changed. */
    public double[] values() {
      return values;
    }
  }

  private final List<Rule> rules = new ArrayList<>();
  private final List<SnapshotColumn> readable;

  /**
   * Compiles.
   *
   * @param columns the snapshot's columns; a baseline may read all but the label
   */
  public Baselines(List<Baseline> baselines, List<SnapshotColumn> columns) {
    this.readable = columns.stream().filter(column -> column.role() != Role.Label).toList();
    for (int i = 0; i < baselines.size(); i++) {
      rules.add(rule(baselines.get(i), "spec.baselines[%d].cel".formatted(i)));
    }
  }

  private Rule rule(Baseline baseline, String path) {
    return switch (baseline) {
      case Baseline.ZeroRule ignored -> new Rule.ZeroRule();
      case Baseline.Random ignored -> new Rule.Random();
      case Baseline.Heuristic heuristic -> new Rule.Heuristic(compile(path, heuristic.cel()));
    };
  }

  private NumberProgram compile(String path, String cel) {
    var variables =
        readable.stream().map(column -> new Variable(column.name(), column.type())).toList();
    return switch (FeatureCompiler.number(path, variables, cel)) {
      case Compilation.Compiled<NumberProgram> compiled -> compiled.program();
      case Compilation.Rejected<NumberProgram> rejected ->
          throw new JobRefusedException(
              "InvalidBaseline",
              rejected.problems().stream()
                  .map(Problem::toString)
                  .collect(Collectors.joining("; ")));
    };
  }

  /**
   * Predicts.
   *
   * @param trainLabels numbers, or 1 for the positive class
   * @param testRows how many test rows there are
   */
  public List<Predictions> predict(double[] trainLabels, int testRows, RawReader reader, long seed)
      throws SQLException {
    double mean = Arrays.stream(trainLabels).sum() / trainLabels.length;
    var predictions = new ArrayList<Predictions>();
    for (Rule rule : rules) {
      var values = new double[testRows];
      switch (rule) {
        case Rule.ZeroRule ignored -> Arrays.fill(values, mean);
        case Rule.Random ignored -> {
          var random = new SplittableRandom(seed);
          Arrays.setAll(values, row -> trainLabels[random.nextInt(trainLabels.length)]);
        }
        case Rule.Heuristic heuristic -> apply(heuristic.program(), reader, mean, values);
      }
      predictions.add(new Predictions(rule.getClass().getSimpleName(), values));
    }
    return List.copyOf(predictions);
  }

  /** Where the expression has no value, a person would fall back on what is usual: the mean. */
  private void apply(NumberProgram program, RawReader reader, double mean, double[] values)
      throws SQLException {
    List<Variable> variables =
        readable.stream().map(column -> new Variable(column.name(), column.type())).toList();
    var read = new ArrayList<SnapshotColumn>();
    var places = new int[variables.size()];
    for (Variable variable : program.inputs()) {
      int place = variables.indexOf(variable);
      places[place] = read.size();
      read.add(readable.get(place));
    }
    var tally = program.newTally();
    reader.forEach(
        SplitName.test,
        read,
        (index, row) -> {
          double value = program.evaluate(new MappedRow(row, places), tally);
          values[index] = Double.isFinite(value) ? value : mean;
        });
  }
}
