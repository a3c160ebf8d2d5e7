package dev.sextant.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says in a few words what values a field of a schema takes. */
final class FieldType {
  private FieldType() {}

  static String of(JsonNode field) {
    if (field.path("x-kubernetes-int-or-string").asBoolean()) {
      return "quantity";
    }
    if (field.has("enum")) {
      List<String> values = new ArrayList<>();
      field.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    return switch (field.path("type").asText()) {
      case "array" -> list(field);
      case "object" ->
          field.has("additionalProperties")
              ? "map of " + of(field.get("additionalProperties"))
              : "object";
      case "integer" -> "integer" + bounds(field);
      case "string" -> "string";
      case "boolean" -> "boolean";
      default -> field.path("type").asText();
    };
  }

  private static String list(JsonNode field) {
    String items = of(field.path("items"));
    String plural = items.equals("object") ? "objects" : items;
    String key = field.at("/x-kubernetes-list-map-keys/0").asText();
    return "list of "
        + plural
        + (key.isEmpty() ? "" : ", one per `" + key + "`")
        + (field.has("maxItems") ? ", at most " + field.get("maxItems").asInt() : "");
  }

  private static String bounds(JsonNode field) {
    boolean low = field.has("minimum");
    boolean high = field.has("maximum") && field.get("maximum").asLong() != Integer.MAX_VALUE;
    if (low && high) {
      return ", " + field.get("minimum") + " to " + field.get("maximum");
    }
    if (low) {
      return ", from " + field.get("minimum");
    }
    return high ? ", up to " + field.get("maximum") : "";
  }
}
