package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RightsPageTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Map<String, String> ROLES =
      Map.of(
          "sextant-sextant-system-operator", "The operator, in the namespaces that it looks after",
          "sextant-sextant-system-token-review", "The operator, in the whole cluster",
          "sextant-operator-leader", "The operator, in its own namespace",
          "sextant-sextant-system-edit", "People who edit a namespace",
          "sextant-sextant-system-view", "People who view a namespace",
          "sextant-router", "Routers, in their workspace");

  @ParameterizedTest
  @CsvSource({"sextant, minimal", "sextant, everything", "sextant-workspace, minimal"})
  void thePageNamesEveryRightAndNoOther(String chart, String values) throws IOException {
    List<JsonNode> roles =
        new Charts.Case(chart, values)
            .objects().stream()
                .filter(object -> Charts.kind(object).matches("(Cluster)?Role"))
                .toList();
    assertThat(roles).isNotEmpty();
    for (JsonNode role : roles) {
      String heading = ROLES.getOrDefault(Charts.name(role), "no section for " + Charts.name(role));
      assertThat(documented(heading)).as(heading).isEqualTo(rendered(role));
    }
  }

  @Test
  void everyRightHasAReason() throws IOException {
    for (String heading : ROLES.values()) {
      assertThat(rows(heading)).isNotEmpty().allSatisfy(row -> assertThat(row.get(3)).isNotBlank());
    }
  }

  private static Set<String> rendered(JsonNode role) {
    var rights = new TreeSet<String>();
    for (JsonNode rule : role.get("rules")) {
      String name = rule.path("resourceNames").path(0).asText("");
      for (JsonNode group : rule.get("apiGroups")) {
        for (JsonNode resource : rule.get("resources")) {
          for (JsonNode verb : rule.get("verbs")) {
            rights.add(
                right(
                    group.asText().isEmpty() ? "core" : group.asText(),
                    resource.asText(),
                    name,
                    verb.asText()));
          }
        }
      }
    }
    return rights;
  }

  private static Set<String> documented(String heading) throws IOException {
    var rights = new TreeSet<String>();
    for (List<String> row : rows(heading)) {
      String group = row.get(0).replace("`", "");
      // One named object stands behind its resource, without a comma.
      String name = row.get(1).matches("`[^`]+` `[^`]+`") ? words(row.get(1)).getLast() : "";
      List<String> resources = name.isEmpty() ? words(row.get(1)) : words(row.get(1)).subList(0, 1);
      for (String resource : resources) {
        words(row.get(2)).forEach(verb -> rights.add(right(group, resource, name, verb)));
      }
    }
    return rights;
  }

  private static String right(String group, String resource, String name, String verb) {
    return "%s %s %s %s".formatted(group, resource, name, verb);
  }

  private static List<List<String>> rows(String heading) throws IOException {
    String page = Files.readString(Path.of("../docs/rbac.md"));
    int start = page.indexOf("## " + heading + "\n");
    assertThat(start).as("section «%s» of docs/rbac.md", heading).isNotNegative();
    int end = page.indexOf("\n## ", start);
    var rows = new ArrayList<List<String>>();
    for (String line : page.substring(start, end < 0 ? page.length() : end).split("\n", -1)) {
      if (line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| group")) {
        rows.add(List.of(line.substring(1).split("\\|", -1)).stream().map(String::strip).toList());
      }
    }
    return rows;
  }

  private static List<String> words(String cell) {
    return CODE.matcher(cell).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
