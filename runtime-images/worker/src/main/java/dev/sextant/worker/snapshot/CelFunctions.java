package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.features.Feature;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.FeatureProgram;
import dev.sextant.features.FeatureSink;
import dev.sextant.features.RowPredicate;
import dev.sextant.features.RowView;
import dev.sextant.features.Tally;
import dev.sextant.features.Timestamps;
import dev.sextant.features.Variable;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one evaluator of feature expressions callable from SQL, a vector of rows at a time, so
 * that rows need not leave DuckDB one by one.
 */
final class CelFunctions {
  private final DuckSession session;
  private final List<Variable> variables;
  private final List<FeatureExpression> expressions;
  private final List<Tally> tallies = new ArrayList<>();
  private final AtomicLong tested = new AtomicLong();

  CelFunctions(DuckSession session, Declaration declaration) {
    this.session = session;
    this.variables = Declaration.variables(declaration.columns());
    this.expressions = declaration.job().features();
  }

  /** Registers the condition on rows; the SQL that calls it. */
  String register(RowPredicate predicate) throws SQLException {
    DuckDBScalarFunction function =
        (rows, out) -> {
          Tally tally = predicate.newTally();
          ChunkRow row = new ChunkRow(variables, predicate.inputs(), rows);
          for (row.index = 0; row.index < rows.rowCount(); row.index++) {
            out.setBoolean(row.index, predicate.keeps(row, tally));
          }
          tested.addAndGet(rows.rowCount());
        };
    return register("sextant_keep", predicate.inputs(), DuckDBColumnType.BOOLEAN, function);
  }

  /** Registers the feature at a position; the SQL that calls it. */
  String register(int position) throws SQLException {
    // A program of its own: a function has one result and should read only what that one needs.
    FeatureProgram program =
        FeatureCompiler.features(variables, List.of(expressions.get(position))).orThrow();
    Feature feature = program.features().getFirst();
    Tally total = program.newTally();
    tallies.add(total);
    DuckDBScalarFunction function =
        (rows, out) -> {
          Tally tally = program.newTally();
          ChunkRow row = new ChunkRow(variables, feature.inputs(), rows);
          VectorSink sink = new VectorSink(out);
          for (row.index = 0; row.index < rows.rowCount(); row.index++) {
            sink.index = row.index;
            program.evaluate(row, sink, tally);
          }
          synchronized (total) {
            total.add(tally);
          }
        };
    return register(
        "sextant_feature_" + position, feature.inputs(), duckType(feature.type()), function);
  }

  /** How many rows the condition was asked about. */
  long tested() {
    return tested.get();
  }

  /** How many rows of the feature at a position could not be computed. */
  long failed(int position) {
    Tally total = tallies.get(position);
    synchronized (total) {
      return total.failed(0);
    }
  }

  private String register(
      String name, List<Variable> inputs, DuckDBColumnType result, DuckDBScalarFunction function)
      throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(name);
      for (Variable input : inputs) {
        builder.withParameter(parameterType(input.type()));
      }
      if (inputs.isEmpty()) {
        // A function needs a parameter to be told how many rows there are.
        builder.withParameter(DuckDBColumnType.BIGINT);
      }
      builder
          .withReturnType(result)
          .withVectorizedFunction(function)
          .register(session.connection());
    }
    return inputs.isEmpty()
        ? name + "(0::BIGINT)"
        : inputs.stream()
            .map(input -> argument(input.name(), input.type()))
            .collect(Collectors.joining(", ", name + "(", ")"));
  }

  /** The SQL that hands a column to a function: instants go as microseconds. */
  static String argument(String column, ColumnType type) {
    return type == ColumnType.Timestamp ? "epoch_us(" + Sql.name(column) + ")" : Sql.name(column);
  }

  static DuckDBColumnType parameterType(ColumnType type) {
    return switch (type) {
      case Double, Integer -> DuckDBColumnType.DOUBLE;
      case String -> DuckDBColumnType.VARCHAR;
      case Timestamp -> DuckDBColumnType.BIGINT;
      case Boolean -> DuckDBColumnType.BOOLEAN;
    };
  }

  /** DuckDB's type of a work column. */
  static DuckDBColumnType duckType(ColumnType type) {
    return type == ColumnType.Timestamp
        ? DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE
        : parameterType(type);
  }

  /** The current row of a vector of rows. */
  private static final class ChunkRow implements RowView {
    private final @Nullable DuckDBReadableVector[] vectors;
    private long index;

    ChunkRow(List<Variable> variables, List<Variable> inputs, DuckDBDataChunkReader rows) {
      vectors = new @Nullable DuckDBReadableVector[variables.size()];
      for (int i = 0; i < inputs.size(); i++) {
        vectors[variables.indexOf(inputs.get(i))] = rows.vector(i);
      }
    }

    private DuckDBReadableVector vector(int variable) {
      DuckDBReadableVector vector = vectors[variable];
      if (vector == null) {
        throw new IllegalStateException("an expression read what it had not declared");
      }
      return vector;
    }

    @Override
    public double number(int variable) {
      return vector(variable).getDouble(index, Double.NaN);
    }

    @Override
    public @Nullable String text(int variable) {
      DuckDBReadableVector vector = vector(variable);
      return vector.isNull(index) ? null : vector.getString(index);
    }

    @Override
    public @Nullable Boolean truth(int variable) {
      DuckDBReadableVector vector = vector(variable);
      return vector.isNull(index) ? null : vector.getBoolean(index);
    }

    @Override
    public long timestamp(int variable) {
      return vector(variable).getLong(index, Timestamps.MISSING);
    }
  }

  /** Takes the feature of the current row. */
  private static final class VectorSink implements FeatureSink {
    private final DuckDBWritableVector out;
    private long index;

    VectorSink(DuckDBWritableVector out) {
      this.out = out;
    }

    @Override
    public void number(int feature, double value) {
      if (Double.isNaN(value)) {
        out.setNull(index);
      } else {
        out.setDouble(index, value);
      }
    }

    @Override
    public void text(int feature, @Nullable String value) {
      if (value == null) {
        out.setNull(index);
      } else {
        out.setString(index, value);
      }
    }

    @Override
    public void truth(int feature, @Nullable Boolean value) {
      if (value == null) {
        out.setNull(index);
      } else {
        out.setBoolean(index, value);
      }
    }
  }
}
