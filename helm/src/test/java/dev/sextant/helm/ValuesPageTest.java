package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/reference/values.md to the charts; -Dgolden.update writes it anew. */
final class ValuesPageTest {
  private static final Path PAGE = Path.of("../docs/reference/values.md");

  @Test
  void thePageListsEveryValueWithItsDefault() throws IOException {
    String page = page();
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(page).isEqualTo(Files.readString(PAGE));
  }

  private static String page() throws IOException {
    var page = new StringBuilder();
    page.append(
        "<!-- Generated from the charts' values.schema.json and values.yaml; do not edit. -->\n\n");
    page.append("# Values of the charts\n\nWhat they are for is in [charts](../charts.md).\n");
    for (String chart : Charts.NAMES) {
      page.append("\n## ")
          .append(chart)
          .append("\n\n| value | default | description |\n|---|---|---|\n");
      JsonNode schema = Charts.read(Path.of(chart, "values.schema.json"));
      rows(page, schema, schema, Charts.read(Path.of(chart, "values.yaml")), "");
    }
    return page.toString();
  }

  private static void rows(
      StringBuilder page, JsonNode root, JsonNode schema, JsonNode defaults, String path) {
    for (var property : schema.get("properties").properties()) {
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      if (name.equals("global")) {
        continue;
      }
      JsonNode said = property.getValue();
      JsonNode meant = said.has("$ref") ? root.at(said.get("$ref").asText().substring(1)) : said;
      JsonNode value = defaults.path(property.getKey());
      boolean group = meant.has("properties");
      String description = (said.has("description") ? said : meant).path("description").asText();
      page.append(
          "| `%s` | %s | %s |\n"
              .formatted(name, group ? "" : "`" + value + "`", cell(description)));
      if (group) {
        rows(page, root, meant, value, name);
      }
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
