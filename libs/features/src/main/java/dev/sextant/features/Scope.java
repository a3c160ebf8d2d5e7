package dev.sextant.features;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns that an expression may read, by name. */
final class Scope {
  private final List<Variable> variables;
  private final Map<String, Integer> positions = new HashMap<>();

  Scope(List<Variable> variables) {
    this.variables = List.copyOf(variables);
    for (int i = 0; i < variables.size(); i++) {
      if (positions.put(variables.get(i).name(), i) != null) {
        throw new IllegalArgumentException(
            "column '%s' is declared twice".formatted(variables.get(i).name()));
      }
    }
  }

  boolean declares(String name) {
    return positions.containsKey(name);
  }

  @Nullable Integer position(String name) {
    return positions.get(name);
  }

  Variable variable(int position) {
    return variables.get(position);
  }

  Refusal undeclared(String name) {
    return new Refusal(
        "undeclared column '%s'; %s"
            .formatted(
                name,
                Suggestions.didYouMean(name, positions.keySet())
                    .orElse("declare it under columns, or fix the name")));
  }
}
