package dev.sextant.server;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.features.Compilation;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.FeatureProgram;
import dev.sextant.features.FeatureSink;
import dev.sextant.features.Variable;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the two tensors of the graph from raw columns: computes features, puts all in order. */
final class Transform {
  private static final int UNUSED = -1;

  /** The tensors {@code numeric} and {@code text}, row-major; two of them are never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Tensors(int rows, DoubleBuffer numeric, String... text) {}

  private final FeatureProgram program;
  private final int numericWidth;
  private final int textWidth;

  /** For each raw column and each feature: its place in the tensor that its type belongs to. */
  private final int[] columnPlaces;

  private final int[] featurePlaces;

  private Transform(
      FeatureProgram program,
      int numericWidth,
      int textWidth,
      int[] columnPlaces,
      int[] featurePlaces) {
    this.program = program;
    this.numericWidth = numericWidth;
    this.textWidth = textWidth;
    this.columnPlaces = columnPlaces;
    this.featurePlaces = featurePlaces;
  }

  /** Compiles the manifest's transform, or says what in it does not fit together. */
  static Transform of(ModelManifest manifest) {
    List<Signature.Input> inputs = manifest.signature().inputs();
    var variables = inputs.stream().map(i -> new Variable(i.name(), i.type())).toList();
    FeatureProgram program =
        switch (FeatureCompiler.features(variables, manifest.features())) {
          case Compilation.Compiled<FeatureProgram> compiled -> compiled.program();
          case Compilation.Rejected<FeatureProgram> rejected ->
              throw new ModelRefusedException(
                  "model.json: %s; use a server of the version that trained the model"
                      .formatted(rejected.problems().getFirst()));
        };
    var places = new Places(inputs, program);
    places.assign("numericInputs", manifest.numericInputs(), false);
    places.assign("textInputs", manifest.textInputs(), true);
    return new Transform(
        program,
        manifest.numericInputs().size(),
        manifest.textInputs().size(),
        places.columns,
        places.features);
  }

  Tensors apply(Columns columns, Scratch scratch) {
    int rows = columns.rows();
    DoubleBuffer numeric = scratch.numeric(Math.multiplyExact(rows, numericWidth));
    var text = new String[Math.multiplyExact(rows, textWidth)];
    for (int i = 0; i < columnPlaces.length; i++) {
      if (columnPlaces[i] != UNUSED) {
        copy(columns.column(i), columnPlaces[i], numeric, text);
      }
    }
    if (featurePlaces.length > 0) {
      var sink = new Sink(numeric, text);
      var tally = program.newTally();
      for (int row = 0; row < rows; row++) {
        sink.row = row;
        program.evaluate(columns.at(row), sink, tally);
      }
    }
    return new Tensors(rows, numeric, text);
  }

  private void copy(Columns.Column column, int place, DoubleBuffer numeric, String[] text) {
    switch (column) {
      case Columns.Column.Numbers(double[] values) -> {
        for (int row = 0; row < values.length; row++) {
          numeric.put(row * numericWidth + place, values[row]);
        }
      }
      case Columns.Column.Truths(byte[] values) -> {
        for (int row = 0; row < values.length; row++) {
          numeric.put(row * numericWidth + place, values[row] < 0 ? Double.NaN : values[row]);
        }
      }
      case Columns.Column.Texts(@Nullable String[] values) -> {
        for (int row = 0; row < values.length; row++) {
          text[row * textWidth + place] = presentOrEmpty(values[row]);
        }
      }
      case Columns.Column.Times _ -> throw new IllegalStateException("no tensor takes times");
    }
  }

  private static String presentOrEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Puts the features of one row where they belong. */
  private final class Sink implements FeatureSink {
    private final DoubleBuffer numeric;
    private final String[] text;
    private int row;

    Sink(DoubleBuffer numeric, String[] text) {
      this.numeric = numeric;
      this.text = text;
    }

    @Override
    public void number(int feature, double value) {
      if (featurePlaces[feature] != UNUSED) {
        numeric.put(row * numericWidth + featurePlaces[feature], value);
      }
    }

    @Override
    public void text(int feature, @Nullable String value) {
      if (featurePlaces[feature] != UNUSED) {
        text[row * textWidth + featurePlaces[feature]] = presentOrEmpty(value);
      }
    }

    @Override
    public void truth(int feature, @Nullable Boolean value) {
      number(feature, value == null ? Double.NaN : value ? 1 : 0);
    }
  }

  /** Assigns to each column and feature its place in a tensor. */
  private static final class Places {
    private final List<Signature.Input> inputs;
    private final FeatureProgram program;
    private final int[] columns;
    private final int[] features;

    Places(List<Signature.Input> inputs, FeatureProgram program) {
      this.inputs = inputs;
      this.program = program;
      this.columns = new int[inputs.size()];
      this.features = new int[program.features().size()];
      Arrays.fill(columns, UNUSED);
      Arrays.fill(features, UNUSED);
    }

    void assign(String field, List<String> names, boolean text) {
      for (int place = 0; place < names.size(); place++) {
        if (!assign(names.get(place), place, text)) {
          throw new ModelRefusedException(
              "model.json: %s[%d]: '%s' is no %s column or feature, or is listed twice;"
                      .formatted(field, place, names.get(place), text ? "text" : "numeric")
                  + " register the model anew");
        }
      }
    }

    private boolean assign(String name, int place, boolean text) {
      for (int i = 0; i < columns.length; i++) {
        if (inputs.get(i).name().equals(name)) {
          return claim(columns, i, place, fits(inputs.get(i).type(), text));
        }
      }
      for (int i = 0; i < features.length; i++) {
        if (program.features().get(i).name().equals(name)) {
          return claim(features, i, place, fits(program.features().get(i).type(), text));
        }
      }
      return false;
    }

    private static boolean claim(int[] places, int index, int place, boolean fits) {
      boolean free = places[index] == UNUSED;
      places[index] = place;
      return free && fits;
    }

    private static boolean fits(ColumnType type, boolean text) {
      return switch (type) {
        case Double, Integer, Boolean -> !text;
        case String -> text;
        case Timestamp -> false;
      };
    }
  }
}
