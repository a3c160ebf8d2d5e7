package dev.sextant.statistics.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A column by which rows fall into slices. */
public sealed interface SliceFeature {
  /** How many parts of about equally many rows a number is cut into. */
  int PARTS = 4;

  /** How many rows it has. */
  int rows();

  /** The slices, by name: which rows lie in each. */
  SortedMap<String, boolean[]> slices();

  /**
   * A column of names.
   *
   * @param values of each row; empty is missing, and a slice like any other
   */
  record Names(String column, List<String> values) implements SliceFeature {
    public Names {
      values = List.copyOf(values);
    }

    @Override
    public int rows() {
      return values.size();
    }

    @Override
    public SortedMap<String, boolean[]> slices() {
      var slices = new TreeMap<String, boolean[]>();
      for (int i = 0; i < values.size(); i++) {
        String value = values.get(i);
        String name = value.isEmpty() ? column + " is missing" : column + " = " + value;
        slices.computeIfAbsent(name, ignored -> new boolean[values.size()])[i] = true;
      }
      return slices;
    }
  }

  /** A column of numbers, cut at its quartiles. */
  final class Numbers implements SliceFeature {
    private final String column;
    private final double[] values;

    /**
     * A column.
     *
     * @param values of each row; NaN is missing, and a slice like any other
     */
    public Numbers(String column, double[] values) {
      this.column = column;
      this.values = values.clone();
    }

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public SortedMap<String, boolean[]> slices() {
      List<Double> edges = edges();
      var slices = new TreeMap<String, boolean[]>();
      for (int i = 0; i < values.length; i++) {
        slices.computeIfAbsent(name(edges, values[i]), ignored -> new boolean[values.length])[i] =
            true;
      }
      return slices;
    }

    private String name(List<Double> edges, double value) {
      if (Double.isNaN(value)) {
        return column + " is missing";
      }
      int part = 0;
      while (part < edges.size() && value >= edges.get(part)) {
        part++;
      }
      String from = part == 0 ? "" : edges.get(part - 1) + " <= ";
      String to = part == edges.size() ? "" : " < " + edges.get(part);
      return from + column + to;
    }

    // Each is a value that occurs; the least one cuts nothing off.
    private List<Double> edges() {
      double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
      var edges = new TreeSet<Double>();
      for (int part = 1; part < PARTS && known.length > 0; part++) {
        double edge = known[known.length * part / PARTS] + 0.0;
        if (edge > known[0]) {
          edges.add(edge);
        }
      }
      return new ArrayList<>(edges);
    }
  }
}
