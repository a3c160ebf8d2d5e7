package dev.sextant.api.generation;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds to a generated definition what the generator's annotations cannot say. */
final class Refinement {
  /** Lists whose entries are told apart by one field, by the name of the list. */
  private static final Map<String, String> LIST_MAPS =
      Map.of(
          "conditions",
          "type",
          "columns",
          "name",
          "features",
          "name",
          "routers",
          "router",
          "arms",
          "revision");

  /** Texts that an expression reads need a bound, or the API server refuses its cost. */
  private static final int LONGEST_ENUM = 64;

  private static final String QUANTITY =
      "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,2})?$";

  private static final int LONGEST_QUANTITY = 32;

  private Refinement() {}

  static void refine(ObjectNode definition, Class<? extends HasMetadata> kind) {
    for (JsonNode version : definition.at("/spec/versions")) {
      ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
      root.put("description", kind.getAnnotation(JsonClassDescription.class).value());
      walk(root);
      orderColumns((ObjectNode) version, kind);
    }
  }

  /** People read columns from left to right; the generator sorts them by path. */
  private static void orderColumns(ObjectNode version, Class<? extends HasMetadata> kind) {
    Map<String, JsonNode> byName = new HashMap<>();
    version
        .path("additionalPrinterColumns")
        .forEach(column -> byName.put(column.path("name").asText(), column));
    ArrayNode ordered = version.putArray("additionalPrinterColumns");
    for (AdditionalPrinterColumn column :
        kind.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      ordered.add(byName.get(column.name()));
    }
  }

  private static void walk(ObjectNode schema) {
    wholeNumbers(schema);
    quantities(schema);
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      ObjectNode child = (ObjectNode) field.getValue();
      keyed(field.getKey(), child);
      walk(child);
    }
    for (String nested : List.of("items", "additionalProperties")) {
      if (schema.get(nested) instanceof ObjectNode child) {
        walk(child);
      }
    }
    sortRequired(schema);
  }

  /** Makes a list of named things a map, so that names are unique and appliers merge by name. */
  private static void keyed(String name, ObjectNode list) {
    String key = LIST_MAPS.get(name);
    if (key == null || !list.at("/items/properties").has(key)) {
      return;
    }
    list.put("x-kubernetes-list-type", "map");
    list.putArray("x-kubernetes-list-map-keys").add(key);
  }

  /** The generator writes bounds of whole numbers as 64.0. */
  private static void wholeNumbers(ObjectNode schema) {
    for (String bound : List.of("minimum", "maximum")) {
      JsonNode value = schema.path(bound);
      if (value.isNumber() && value.asDouble() == Math.rint(value.asDouble())) {
        schema.put(bound, value.asLong());
      }
    }
    if (schema.has("enum") && !schema.has("maxLength")) {
      schema.put("maxLength", LONGEST_ENUM);
    }
  }

  /** A quantity that cannot be parsed, such as 1GB, would stop the informer that reads it. */
  private static void quantities(ObjectNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      schema.put("pattern", QUANTITY);
      schema.put("maxLength", LONGEST_QUANTITY);
    }
  }

  private static void sortRequired(ObjectNode schema) {
    if (schema.get("required") instanceof ArrayNode required) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      required.forEach(name -> sorted.put(name.asText(), name));
      required.removeAll();
      sorted.values().forEach(required::add);
    }
  }
}
