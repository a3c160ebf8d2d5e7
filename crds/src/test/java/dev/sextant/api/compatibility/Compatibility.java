package dev.sextant.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what a new definition refuses or forgets that an old one took.
 *
 * <p>The API only grows: fields, enum values and room within bounds may be added. Expressions are
 * not compared, because whether one is stricter than another cannot be decided from its text.
 */
final class Compatibility {
  private static final List<String> UPPER =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");
  private static final List<String> LOWER =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> FIXED =
      List.of(
          "type",
          "format",
          "default",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields");

  private final List<String> breaks = new ArrayList<>();

  private Compatibility() {}

  /** What breaks, one sentence each; empty if nothing does. */
  static List<String> breaks(JsonNode before, JsonNode after) {
    Compatibility comparison = new Compatibility();
    comparison.names(before.path("spec"), after.path("spec"));
    for (JsonNode version : before.at("/spec/versions")) {
      comparison.version(version, after.at("/spec/versions"));
    }
    return comparison.breaks;
  }

  private void names(JsonNode before, JsonNode after) {
    for (String pointer : List.of("/group", "/scope", "/names/kind", "/names/plural")) {
      if (!before.at(pointer).equals(after.at(pointer))) {
        say(pointer, "was " + before.at(pointer) + " and is " + after.at(pointer));
      }
    }
    Set<String> gone = texts(before.at("/names/shortNames"));
    gone.removeAll(texts(after.at("/names/shortNames")));
    gone.forEach(name -> say("/names/shortNames", "no longer has " + name));
  }

  private void version(JsonNode before, JsonNode versions) {
    String name = before.path("name").asText();
    for (JsonNode after : versions) {
      if (after.path("name").asText().equals(name)) {
        subresources(name, before.path("subresources"), after.path("subresources"));
        schema(name, before.at("/schema/openAPIV3Schema"), after.at("/schema/openAPIV3Schema"));
        return;
      }
    }
    say(name, "is no longer there");
  }

  private void subresources(String version, JsonNode before, JsonNode after) {
    for (Map.Entry<String, JsonNode> subresource : before.properties()) {
      if (!subresource.getValue().equals(after.path(subresource.getKey()))) {
        say(version, "changed its subresource " + subresource.getKey());
      }
    }
  }

  private void schema(String path, JsonNode before, JsonNode after) {
    for (String fixed : FIXED) {
      if (!before.path(fixed).equals(after.path(fixed))) {
        say(path, fixed + " was " + shown(before, fixed) + " and is " + shown(after, fixed));
      }
    }
    UPPER.forEach(bound -> bound(path, bound, before, after, 1));
    LOWER.forEach(bound -> bound(path, bound, before, after, -1));
    if (after.has("pattern") && !after.path("pattern").equals(before.path("pattern"))) {
      say(path, "pattern was " + shown(before, "pattern") + " and is " + shown(after, "pattern"));
    }
    values(path, before, after);
    required(path, before, after);
    children(path, before, after);
  }

  private void bound(String path, String bound, JsonNode before, JsonNode after, int sign) {
    if (!after.has(bound)) {
      return;
    }
    boolean tighter =
        !before.has(bound)
            || sign * before.get(bound).asDouble() > sign * after.get(bound).asDouble();
    if (tighter) {
      say(path, bound + " was " + shown(before, bound) + " and is " + shown(after, bound));
    }
  }

  private void values(String path, JsonNode before, JsonNode after) {
    if (!after.has("enum")) {
      return;
    }
    if (!before.has("enum")) {
      say(path, "took any value and takes only " + after.get("enum"));
      return;
    }
    Set<String> gone = texts(before.get("enum"));
    gone.removeAll(texts(after.get("enum")));
    gone.forEach(value -> say(path, "no longer takes " + value));
  }

  private void required(String path, JsonNode before, JsonNode after) {
    Set<String> added = texts(after.path("required"));
    added.removeAll(texts(before.path("required")));
    added.forEach(name -> say(path + "." + name, "is required and was not"));
  }

  private void children(String path, JsonNode before, JsonNode after) {
    for (Map.Entry<String, JsonNode> property : before.path("properties").properties()) {
      String at = path + "." + property.getKey();
      JsonNode now = after.path("properties").path(property.getKey());
      if (now.isMissingNode()) {
        say(at, "is no longer there");
      } else {
        schema(at, property.getValue(), now);
      }
    }
    for (String nested : List.of("items", "additionalProperties")) {
      if (before.path(nested).isObject() && after.path(nested).isObject()) {
        schema(
            path + (nested.equals("items") ? "[]" : ".*"), before.get(nested), after.get(nested));
      } else if (before.has(nested) != after.has(nested)) {
        say(path, nested + " was " + shown(before, nested) + " and is " + shown(after, nested));
      }
    }
  }

  private static String shown(JsonNode schema, String field) {
    return schema.has(field) ? schema.get(field).toString() : "not set";
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private void say(String path, String what) {
    breaks.add(path + ": " + what);
  }
}
