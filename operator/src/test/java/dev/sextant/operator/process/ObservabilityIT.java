package dev.sextant.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged operator lets people see: metrics, lines of JSON, and spans where asked. */
@Tag("apiserver")
class ObservabilityIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final Pattern METRIC =
      Pattern.compile("^\\| `([a-z_]+)` \\|([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");

  @TempDir private Path work;
  private KubernetesClient client;
  private String namespace;

  @BeforeEach
  void start() {
    client = ApiServer.start().client();
    namespace = ApiServer.namespace(client);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void aLookAtAnObjectIsCountedWrittenAndTraced() throws IOException {
    try (SpanReceiver receiver = new SpanReceiver();
        OperatorProcess operator =
            OperatorProcess.start(
                    "operator",
                    namespace,
                    ApiServer.start().kubeconfig(),
                    work,
                    Map.of(
                        "QUARKUS_OTEL_SDK_DISABLED",
                        "false",
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                        receiver.endpoint()))
                .awaitReady()) {
      String looks = "controller_name=\"store\"";
      double before = operator.metric("reconciliations_success_total", looks);
      client.resource(Samples.store(namespace)).create();

      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(
                      operator.metric(
                          "sextant_transitions_total",
                          "kind=\"ArtifactStore\",namespace=\"%s\",reason=\"Probing\",type=\"Normal\""
                              .formatted(namespace)))
                  .isEqualTo(1));
      await()
          .atMost(LIMIT)
          .until(() -> operator.metric("reconciliations_success_total", looks) > before);
      namesWhatThePageNames(operator.metrics());
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(receiver.exports())
                  .anySatisfy(export ->
                      assertThat(export)
                          .contains("sextant-operator", "reconcile ArtifactStore", namespace)));
      List<JsonNode> lines = operator.log().stream().map(ObservabilityIT::json).toList();
      assertThat(lines)
          .anySatisfy(line -> {
            assertThat(line.path("message").asText()).startsWith("Probing: ");
            assertThat(line.path("level").asText()).isEqualTo("INFO");
            assertThat(line.path("mdc").path("resource.kind").asText()).isEqualTo("ArtifactStore");
            assertThat(line.path("mdc").path("resource.namespace").asText()).isEqualTo(namespace);
            assertThat(line.path("mdc").path("resource.name").asText()).isEqualTo("default");
          });
    }
  }

  private static JsonNode json(String line) {
    try {
      JsonNode node = Json.mapper().readTree(line);
      assertThat(node.isObject()).as(line).isTrue();
      return node;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }

  private static void namesWhatThePageNames(String metrics) throws IOException {
    List<MatchResult> named = METRIC.matcher(Files.readString(PAGE)).results().toList();
    assertThat(named).hasSizeGreaterThan(5);
    for (MatchResult metric : named) {
      String labels =
          LABEL
              .matcher(metric.group(2))
              .results()
              .map(label -> label.group(1) + "=\"[^\"]*\"")
              .collect(Collectors.joining(","));
      assertThat(metrics)
          .containsPattern(
              "(?m)^" + metric.group(1) + (labels.isEmpty() ? " " : "\\{" + labels + "\\} "));
    }
  }
}
