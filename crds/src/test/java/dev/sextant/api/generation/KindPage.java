package dev.sextant.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the reference page of a kind from its definition and its example. */
final class KindPage {
  private final JsonNode definition;
  private final JsonNode schema;
  private final StringBuilder page = new StringBuilder();

  private KindPage(JsonNode definition) {
    this.definition = definition;
    this.schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  static String write(JsonNode definition, String example) {
    KindPage page = new KindPage(definition);
    page.introduction();
    page.line("## Example\n\n```yaml\n" + example + "```\n");
    page.columns();
    page.part("spec", "## Spec");
    page.rules();
    page.part("status", "## Status");
    return page.page.toString();
  }

  private void introduction() {
    JsonNode names = definition.at("/spec/names");
    line("<!-- Generated from the Java types in crds; do not edit. -->\n");
    line("# " + names.path("kind").asText() + "\n");
    line(schema.path("description").asText() + "\n");
    line(
        "API version `%s/%s`, namespaced. `kubectl get %s`, or `%s` for short.\n"
            .formatted(
                definition.at("/spec/group").asText(),
                definition.at("/spec/versions/0/name").asText(),
                names.path("plural").asText(),
                names.at("/shortNames/0").asText()));
  }

  private void columns() {
    line("## What kubectl get shows\n");
    line("| column | from | shown |\n|---|---|---|");
    for (JsonNode column : definition.at("/spec/versions/0/additionalPrinterColumns")) {
      line(
          "| %s | `%s` | %s |"
              .formatted(
                  column.path("name").asText(),
                  cell(column.path("jsonPath").asText()),
                  column.path("priority").asInt() == 0 ? "always" : "with `-o wide`"));
    }
    line("");
  }

  private void part(String name, String title) {
    JsonNode part = schema.path("properties").path(name);
    line(title + "\n");
    line(part.path("description").asText() + "\n");
    line("| field | type | default | description |\n|---|---|---|---|");
    fields(name, part);
    line("");
  }

  private void fields(String path, JsonNode parent) {
    List<String> required = new ArrayList<>();
    parent.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : parent.path("properties").properties()) {
      String at = path + "." + property.getKey();
      JsonNode field = property.getValue();
      line(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  at,
                  FieldType.of(field),
                  defaultOf(field, required.contains(property.getKey())),
                  cell(field.path("description").asText())));
      fields(at, field);
      fields(at + "[]", field.path("items"));
    }
  }

  private static String defaultOf(JsonNode field, boolean required) {
    if (required) {
      return "required";
    }
    JsonNode value = field.path("default");
    if (value.isMissingNode() || value.isObject()) {
      return "";
    }
    return "`"
        + cell(value.isTextual() && !value.asText().isEmpty() ? value.asText() : value.toString())
        + "`";
  }

  private void rules() {
    List<String> rules = new ArrayList<>();
    collect("", schema, rules);
    if (rules.isEmpty()) {
      return;
    }
    line("### Rules\n");
    line("The API server refuses an object that breaks one of these.\n");
    rules.forEach(this::line);
    line("");
  }

  private static void collect(String path, JsonNode parent, List<String> rules) {
    for (JsonNode rule : parent.path("x-kubernetes-validations")) {
      String at = path + rule.path("fieldPath").asText();
      String message = rule.path("message").asText();
      rules.add(at.isEmpty() ? "- " + message : "- `" + at + "`: " + message);
    }
    for (Map.Entry<String, JsonNode> property : parent.path("properties").properties()) {
      String dot = path.isEmpty() ? "" : ".";
      collect(path + dot + property.getKey(), property.getValue(), rules);
    }
    if (parent.has("items")) {
      collect(path + "[]", parent.get("items"), rules);
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
