package dev.sextant.api.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists where a schema has bounds, so that a test can show that it broke each of them. */
final class BoundPlaces {
  private static final List<String> BOUNDS = List.of("minimum", "maximum", "enum", "pattern");

  private BoundPlaces() {}

  /** Each bound as {@code path bound}, in the words of {@link Violations}. */
  static List<String> of(ObjectNode spec) {
    List<String> places = new ArrayList<>();
    walk(spec, "spec", places);
    return places;
  }

  private static void walk(ObjectNode schema, String place, List<String> places) {
    for (String bound : BOUNDS) {
      if (schema.has(bound)) {
        places.add(place + " " + bound);
      }
    }
    schema.path("required").forEach(name -> places.add(place + "." + name.asText() + " required"));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      walk((ObjectNode) property.getValue(), place + "." + property.getKey(), places);
    }
    if (schema.get("items") instanceof ObjectNode items) {
      walk(items, place + "[]", places);
    }
  }
}
