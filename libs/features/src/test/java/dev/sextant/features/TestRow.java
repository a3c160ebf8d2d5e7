package dev.sextant.features;

import dev.sextant.contracts.data.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the columns that all tests use, with values by name; the others are missing. */
record TestRow(Map<String, Object> values) implements RowView {
  static final List<Variable> VARIABLES =
      List.of(
          new Variable("distance", ColumnType.Double),
          new Variable("passengers", ColumnType.Integer),
          new Variable("zone", ColumnType.String),
          new Variable("vip", ColumnType.Boolean),
          new Variable("pickup", ColumnType.Timestamp),
          new Variable("dropoff", ColumnType.Timestamp));

  /** Reads {@code distance=3.5, zone='north', vip=missing}. */
  static TestRow parse(String text) {
    var values = new HashMap<String, Object>();
    for (String part : text.isEmpty() ? new String[0] : text.split(", ")) {
      int equals = part.indexOf('=');
      String name = part.substring(0, equals);
      String value = part.substring(equals + 1);
      if (VARIABLES.stream().noneMatch(variable -> variable.name().equals(name))) {
        throw new IllegalArgumentException("no column " + name);
      }
      if (!value.equals("missing")) {
        values.put(name, valueOf(name, value));
      }
    }
    return new TestRow(values);
  }

  private static Object valueOf(String name, String value) {
    return switch (name) {
      case "distance", "passengers" -> Double.valueOf(value);
      case "zone" -> value.substring(1, value.length() - 1);
      case "vip" -> Boolean.valueOf(value);
      default -> Timestamps.parse(value);
    };
  }

  private @Nullable Object value(int variable) {
    return values.get(VARIABLES.get(variable).name());
  }

  @Override
  public double number(int variable) {
    return value(variable) instanceof Double number ? number : Double.NaN;
  }

  @Override
  public @Nullable String text(int variable) {
    return (String) value(variable);
  }

  @Override
  public @Nullable Boolean truth(int variable) {
    return (Boolean) value(variable);
  }

  @Override
  public long timestamp(int variable) {
    return value(variable) instanceof Long micros ? micros : Timestamps.MISSING;
  }
}
