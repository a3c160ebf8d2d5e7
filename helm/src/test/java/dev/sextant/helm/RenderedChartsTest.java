package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RenderedChartsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");

  static Stream<Charts.Case> cases() throws IOException {
    return Charts.cases().filter(rendered -> !rendered.chart().equals("sextant-crds"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theChartRendersWhatIsCheckedIn(Charts.Case rendered) throws IOException {
    Path golden = GOLDEN.resolve(rendered.chart()).resolve(rendered.name() + ".yaml");
    String now = rendered.render();
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, now);
    }
    assertThat(now).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsMadeUpAtRenderTime(Charts.Case rendered) {
    assertThat(rendered.render()).isEqualTo(rendered.render());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sextant", "sextant-crds", "sextant-workspace"})
  void helmHasNothingToSay(String chart) {
    var result = new Helm(Path.of(chart)).lint().strict().call();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noObjectIsRenderedTwice(Charts.Case rendered) throws IOException {
    var identities =
        rendered.objects().stream()
            .map(object ->
                Charts.kind(object)
                    + "/"
                    + object.at("/metadata/namespace")
                    + "/"
                    + Charts.name(object))
            .toList();
    assertThat(identities).doesNotHaveDuplicates();
  }

  @Test
  void everyPodPassesPodSecurityRestrictedWithAReadOnlyRoot() throws IOException {
    for (JsonNode pod : pods()) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : pod.get("containers")) {
        JsonNode security = container.get("securityContext");
        assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
      }
    }
  }

  @Test
  void everyContainerHasRequestsAMemoryLimitAndProbes() throws IOException {
    for (JsonNode pod : pods()) {
      for (JsonNode container : pod.get("containers")) {
        assertThat(container.at("/resources/requests/cpu").isMissingNode()).isFalse();
        assertThat(container.at("/resources/requests/memory").isMissingNode()).isFalse();
        assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
        assertThat(container.has("readinessProbe")).isTrue();
        assertThat(container.has("livenessProbe")).isTrue();
      }
    }
  }

  @Test
  void onlyTheOperatorAndRoutersGetATokenOfTheApi() throws IOException {
    for (JsonNode pod : pods()) {
      boolean operator = pod.at("/containers/0/name").asText().equals("operator");
      assertThat(pod.get("automountServiceAccountToken").asBoolean()).isEqualTo(operator);
    }
    for (JsonNode account :
        Charts.allObjects()
            .filter(object -> Charts.kind(object).equals("ServiceAccount"))
            .toList()) {
      boolean router = Charts.name(account).equals("sextant-router");
      assertThat(account.get("automountServiceAccountToken").asBoolean()).isEqualTo(router);
    }
  }

  @Test
  void everyPodIsHeldByANetworkPolicyInBothDirections() throws IOException {
    for (Charts.Case rendered :
        cases().filter(c -> !c.name().equals("nothing-optional")).toList()) {
      List<JsonNode> objects = rendered.objects();
      for (JsonNode workload :
          objects.stream().filter(o -> WORKLOADS.contains(Charts.kind(o))).toList()) {
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        assertThat(objects)
            .filteredOn(object -> Charts.kind(object).equals("NetworkPolicy"))
            .anySatisfy(policy -> {
              assertThat(selects(policy.at("/spec/podSelector/matchLabels"), labels)).isTrue();
              assertThat(policy.at("/spec/policyTypes")).hasSize(2);
            });
      }
    }
  }

  @Test
  void theOperatorMaySeeNoSecretAndHasNoWildcard() throws IOException {
    var rules = new ArrayList<JsonNode>();
    Charts.allObjects()
        .filter(object -> Charts.kind(object).endsWith("Role"))
        .forEach(role -> role.get("rules").forEach(rules::add));
    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(rule ->
            assertThat(rule.toString()).doesNotContain("\"secrets\"").doesNotContain("\"*\""));
  }

  private static List<JsonNode> pods() throws IOException {
    List<JsonNode> pods =
        Charts.allObjects()
            .filter(object -> WORKLOADS.contains(Charts.kind(object)))
            .map(object -> object.at("/spec/template/spec"))
            .toList();
    assertThat(pods).hasSizeGreaterThan(5);
    return pods;
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return selector
        .propertyStream()
        .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
  }
}
