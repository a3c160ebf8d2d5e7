package dev.sextant.features;

import dev.sextant.contracts.data.ColumnType;
import java.util.List;

/**
 * A compiled feature: what it is called, what type it has and what it reads.
 *
 * @param name the feature's name
 * @param type Double, String or Boolean
 * @param inputs the columns that the expression reads, in the order they were declared
 */
public record Feature(String name, ColumnType type, List<Variable> inputs) {
  public Feature {
    inputs = List.copyOf(inputs);
  }
}
