package dev.sextant.api.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Derives from a schema and a valid object all ways to break one bound of one field. */
final class Violations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> STRANGE = List.of("?", "-", "a b", "0.0", "ÄÖ", "");

  private final ObjectNode object;
  private final List<Violation> found = new ArrayList<>();

  private Violations(ObjectNode object) {
    this.object = object;
  }

  /**
   * One broken bound.
   *
   * @param constraint the place in the schema and the bound, such as {@code spec.seed minimum}
   * @param field the path that the API server must name
   * @param broken the object with that one fault
   * @param words what the API server says to such a fault
   */
  record Violation(String constraint, String field, ObjectNode broken, String words) {
    @Override
    public String toString() {
      return constraint;
    }
  }

  /** Every way to break one bound in the spec of the object. */
  static List<Violation> of(ObjectNode schema, ObjectNode object) {
    Violations violations = new Violations(object);
    violations.walk((ObjectNode) schema.at("/properties/spec"), "/spec", "spec", "spec");
    return violations.found;
  }

  private void walk(ObjectNode schema, String pointer, String place, String field) {
    JsonNode value = object.at(pointer);
    schema.path("required").forEach(name -> missing(pointer, place, field, name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      ObjectNode child = (ObjectNode) property.getValue();
      String at = pointer + "/" + name;
      bounds(child, at, place + "." + name, field + "." + name);
      if (value.has(name)) {
        walk(child, at, place + "." + name, field + "." + name);
      }
    }
    if (schema.get("items") instanceof ObjectNode items) {
      for (int i = 0; i < value.size(); i++) {
        bounds(items, pointer + "/" + i, place + "[]", field + "[" + i + "]");
        walk(items, pointer + "/" + i, place + "[]", field + "[" + i + "]");
      }
    }
  }

  private void missing(String pointer, String place, String field, String name) {
    ObjectNode broken = object.deepCopy();
    ((ObjectNode) broken.at(pointer)).remove(name);
    found.add(
        new Violation(
            place + "." + name + " required", field + "." + name, broken, "Required value"));
  }

  private void bounds(ObjectNode schema, String pointer, String place, String field) {
    if (schema.has("minimum")) {
      long bad = schema.get("minimum").asLong() - 1;
      put(pointer, place + " minimum", field, NODES.numberNode(bad), "greater than or equal to");
    }
    if (schema.has("maximum")) {
      long bad = schema.get("maximum").asLong() + 1;
      put(pointer, place + " maximum", field, NODES.numberNode(bad), "less than or equal to");
    }
    if (schema.has("enum")) {
      put(pointer, place + " enum", field, TextNode.valueOf("Unknown"), "Unsupported value");
    }
    if (schema.has("pattern")) {
      put(pointer, place + " pattern", field, strange(schema), "should match");
    }
    if (schema.path("minLength").asInt() > 0 && !schema.has("pattern")) {
      put(pointer, place + " minLength", field, TextNode.valueOf(""), "at least");
    }
    if (schema.has("maxLength") && !schema.has("enum")) {
      TextNode bad = TextNode.valueOf("1".repeat(schema.get("maxLength").asInt() + 1));
      put(pointer, place + " maxLength", field, bad, "may not be more than");
    }
    if (schema.has("maxItems") && object.at(pointer).path(0).isContainerNode()) {
      put(pointer, place + " maxItems", field, many(schema, pointer), "must have at most");
    }
    if (schema.path("minItems").asInt() > 0) {
      put(pointer, place + " minItems", field, NODES.arrayNode(), "at least");
    }
  }

  private ArrayNode many(ObjectNode schema, String pointer) {
    ArrayNode list = NODES.arrayNode();
    for (int i = 0; i <= schema.get("maxItems").asInt(); i++) {
      list.add(object.at(pointer).get(0));
    }
    return list;
  }

  private static TextNode strange(ObjectNode schema) {
    Pattern pattern = Pattern.compile(schema.get("pattern").asText());
    int shortest = schema.path("minLength").asInt();
    return STRANGE.stream()
        .map(text -> text.repeat(Math.max(1, shortest)))
        .filter(text -> !pattern.matcher(text).find())
        .findFirst()
        .map(TextNode::valueOf)
        .orElseThrow(() -> new IllegalStateException("every text matches " + pattern));
  }

  private void put(String pointer, String constraint, String field, JsonNode bad, String words) {
    ObjectNode broken = object.deepCopy();
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = broken.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    switch (parent) {
      case ObjectNode map -> map.set(name, bad);
      case ArrayNode list -> list.set(Integer.parseInt(name), bad);
      default -> throw new IllegalStateException("nothing to hold " + pointer);
    }
    found.add(new Violation(constraint, field, broken, words));
  }
}
