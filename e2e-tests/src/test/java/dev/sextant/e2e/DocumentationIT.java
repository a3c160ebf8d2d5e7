package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the code blocks of README and docs: objects against the API server without keeping them,
 * values through their chart, commands on the namespace of the samples. What a command would
 * install or build is only looked at: charts without applying, make without executing.
 */
@Order(2)
@ExtendWith(Stage.class)
class DocumentationIT {
  /** The admission policies let only the operator write these. */
  private static final Set<String> OPERATORS = Set.of("DatasetSnapshot", "ModelVersion", "Route");

  /** Of its own, because a sample of the same name may be there, and its spec must not change. */
  private static final String NAMESPACE = "documentation";

  private static final String DRY =
      """
      set -euo pipefail
      trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
      make() { command make -n -C "$SEXTANT_ROOT" "$@"; }
      helm() {
        case "$1" in
          upgrade) command helm "$@" --dry-run=client ;;
          *) command helm "$@" ;;
        esac
      }
      """;

  @TempDir static Path folder;

  static Stream<CodeBlock> blocks(String language) throws IOException {
    return CodeBlock.all().stream()
        .filter(block -> block.language().equals(language) && block.untested().isEmpty());
  }

  static Stream<CodeBlock> objects() throws IOException {
    return blocks("yaml").filter(block -> block.chart().isEmpty());
  }

  static Stream<CodeBlock> values() throws IOException {
    return blocks("yaml").filter(block -> block.chart().isPresent());
  }

  static Stream<CodeBlock> json() throws IOException {
    return blocks("json");
  }

  static Stream<CodeBlock> commands() throws IOException {
    return blocks("sh");
  }

  @BeforeAll
  static void prepare() throws IOException {
    Shell.run("kubectl", "create", "namespace", NAMESPACE).expectSuccess();
    // A folder that looks like the repository, for the files that the pages tell to write.
    try (Stream<Path> entries = Files.list(Shell.ROOT)) {
      for (Path entry : entries.filter(e -> !e.getFileName().toString().startsWith(".")).toList()) {
        Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry);
      }
    }
    for (CodeBlock block : values().toList()) {
      Files.writeString(folder.resolve(block.fileName().orElseThrow()), block.text());
    }
  }

  @AfterAll
  static void removeNamespace() {
    Shell.run("kubectl", "delete", "namespace", NAMESPACE, "--wait=false").expectSuccess();
  }

  @ParameterizedTest
  @MethodSource("objects")
  void theApiServerTakesEveryObject(CodeBlock block) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "object", ".yaml"), block.text());
    boolean operators = OPERATORS.containsAll(block.kinds());
    List<String> command =
        Stream.concat(
                Stream.of(
                    "kubectl",
                    "-n",
                    NAMESPACE,
                    "create",
                    "--dry-run=server",
                    "-f",
                    file.toString()),
                operators
                    ? Stream.of(
                        "--as=system:serviceaccount:" + Workspace.SYSTEM + ":sextant-operator")
                    : Stream.empty())
            .toList();
    assertThat(Shell.run(command.toArray(String[]::new)).expectSuccess())
        .contains("created (server dry run)");
  }

  @ParameterizedTest
  @MethodSource("values")
  void theChartTakesTheValues(CodeBlock block) {
    String chart = block.chart().orElseThrow();
    String[] registry =
        chart.equals("helm/sextant")
            ? new String[] {"--set", "image.registry=localhost/x"}
            : new String[0];
    Path file = folder.resolve(block.fileName().orElseThrow());
    String[] command =
        Stream.concat(
                Stream.of("helm", "template", "x", chart, "--values", file.toString()),
                Stream.of(registry))
            .toArray(String[]::new);
    assertThat(Shell.run(command).expectSuccess()).contains("apiVersion:");
  }

  @ParameterizedTest
  @MethodSource("json")
  void jsonIsJson(CodeBlock block) throws IOException {
    assertThat(new ObjectMapper().readTree(block.text()).isObject()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommandsDoWhatThePageSays(CodeBlock block) {
    Shell.run(
            Map.of("SEXTANT_ROOT", Shell.ROOT.toString()),
            120,
            "bash",
            "-c",
            "cd '" + folder + "'\n" + DRY + block.text())
        .expectSuccess();
  }
}
