package dev.sextant.worker.train;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.worker.train.encode.FittedInput;
import dev.sextant.worker.train.encode.InputLayout;
import dev.sextant.worker.train.encode.TrainFacts;
import dev.sextant.worker.train.table.EncodedPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Columns in memory: numbers with NaN and texts with "" for missing; counts as a train part. */
public final class RawTable implements TrainFacts {
  private final Map<String, ColumnType> types = new LinkedHashMap<>();
  private final Map<String, double[]> numbers = new LinkedHashMap<>();
  private final Map<String, String[]> texts = new LinkedHashMap<>();
  private final int rows;

  public RawTable(int rows) {
    this.rows = rows;
  }

  public RawTable numbers(String name, double... values) {
    types.put(name, ColumnType.Double);
    numbers.put(name, values);
    return this;
  }

  public RawTable texts(String name, String... values) {
    types.put(name, ColumnType.String);
    texts.put(name, values);
    return this;
  }

  public List<SnapshotColumn> columns() {
    return types.entrySet().stream()
        .map(entry -> new SnapshotColumn(entry.getKey(), entry.getValue(), Role.Feature, false))
        .toList();
  }

  public double number(String column, int row) {
    return column(column)[row];
  }

  public String text(String column, int row) {
    return textColumn(column)[row];
  }

  private double[] column(String name) {
    double[] values = numbers.get(name);
    if (values == null) {
      throw new IllegalArgumentException(name);
    }
    return values;
  }

  private String[] textColumn(String name) {
    String[] values = texts.get(name);
    if (values == null) {
      throw new IllegalArgumentException(name);
    }
    return values;
  }

  /** The rows as a layout encodes them. */
  public EncodedPart encode(InputLayout layout, double[] labels) {
    var raw = new double[layout.numbers().size()][];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = column(layout.numbers().get(i).column());
    }
    var slots = new int[layout.oneHots().size()][rows];
    for (int i = 0; i < slots.length; i++) {
      for (int row = 0; row < rows; row++) {
        slots[i][row] =
            switch (layout.oneHots().get(i)) {
              case FittedInput.Text text ->
                  text.slots().getOrDefault(text(text.column(), row), text.unseenSlot());
              case FittedInput.Code code -> code.slotOf(number(code.column(), row));
            };
      }
    }
    return new EncodedPart(layout, raw, slots, labels, Units.rows(rows));
  }

  @Override
  public long rows() {
    return rows;
  }

  private DoubleStream present(String column) {
    return DoubleStream.of(column(column)).filter(value -> !Double.isNaN(value));
  }

  @Override
  public long missing(String column) {
    return types.get(column) == ColumnType.String
        ? List.of(textColumn(column)).stream().filter(String::isEmpty).count()
        : rows - present(column).count();
  }

  @Override
  public OptionalDouble median(String column) {
    double[] sorted = present(column).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  @Override
  public OptionalDouble mean(String column) {
    return present(column).average();
  }

  @Override
  public List<NumberCategory> numbers(String column, int atMost) {
    var counts =
        present(column)
            .boxed()
            .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
    var categories = new ArrayList<NumberCategory>();
    counts.forEach((value, count) -> categories.add(new NumberCategory(value, count)));
    categories.sort(Comparator.comparingLong(NumberCategory::rows).reversed());
    return categories.stream().limit(atMost).toList();
  }

  @Override
  public List<Category> texts(String column, int atMost) {
    var counts =
        List.of(textColumn(column)).stream()
            .filter(value -> !value.isEmpty())
            .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
    var categories = new ArrayList<Category>();
    counts.forEach((value, count) -> categories.add(new Category(value, count)));
    categories.sort(Comparator.comparingLong(Category::rows).reversed());
    return categories.stream().limit(atMost).toList();
  }

  @Override
  public Moments moments(String column, @Nullable Double fill) {
    double[] values =
        DoubleStream.of(column(column))
            .map(value -> fill != null && Double.isNaN(value) ? fill : value)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    double mean = DoubleStream.of(values).average().orElse(0);
    double variance =
        DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
    return new Moments(mean, Math.sqrt(variance));
  }
}
