package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code block of README and docs is one that {@link DocumentationIT} can run, or says why not.
 */
class CodeBlocksTest {
  private static final Set<String> LANGUAGES = Set.of("sh", "yaml", "json", "text");
  private static final Set<String> PROGRAMS =
      Set.of(
          "make",
          "helm",
          "kubectl",
          "curl",
          "jq",
          "export",
          "bin/sextant",
          "e2e-tests/cluster/cluster",
          "runtime-images/assembly/assemble");

  static List<CodeBlock> blocks() throws IOException {
    return CodeBlock.all();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlockSaysWhatItIs(CodeBlock block) {
    assertThat(block.language()).as("%s: its language", block).isIn(LANGUAGES);
    if (block.language().equals("text")) {
      assertThat(block.commands())
          .as("%s: a picture holds no commands, those belong into a block of sh", block)
          .noneMatch(line -> PROGRAMS.contains(line.split(" ", 2)[0]));
    }
    if (block.language().equals("yaml") && block.untested().isEmpty()) {
      assertThat(block.chart().isPresent() || !block.kinds().isEmpty())
          .as("%s: an object, or '# NAME.yaml: values of helm/CHART' in its first line", block)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyCommandIsOneThatTheTestKnows(CodeBlock block) throws IOException {
    if (!block.language().equals("sh") || block.untested().isPresent()) {
      return;
    }
    Set<String> targets = targets();
    assertThat(block.commands()).as("%s: commands", block).isNotEmpty();
    for (String command : block.commands()) {
      String[] words = command.split(" +", -1);
      assertThat(words[0]).as("%s: the program of '%s'", block, command).isIn(PROGRAMS);
      if (words[0].equals("make")) {
        assertThat(targets).as("%s: the target of '%s'", block, command).contains(words[1]);
      } else if (words[0].contains("/")) {
        assertThat(Shell.ROOT.resolve(words[0])).as("%s: %s", block, words[0]).isExecutable();
      }
    }
  }

  @Test
  void makeHelpListsEveryTarget() throws IOException {
    assertThat(Shell.run("make", "help").expectSuccess().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactlyInAnyOrderElementsOf(targets())
        .contains(
            "quickstart",
            "verify",
            "cluster-up",
            "cluster-down",
            "images",
            "images-push",
            "deploy");
  }

  @Test
  void aBlockIsReadAsAReaderSeesIt() {
    List<CodeBlock> blocks =
        CodeBlock.of(
            Path.of("page.md"),
            List.of(
                "words",
                "```sh",
                "# not tested: needs a registry",
                "make images-push \\",
                "  REGISTRY=x   # where to",
                "```",
                "```",
                "picture",
                "```"));
    assertThat(blocks).hasSize(2);
    assertThat(blocks.getFirst().untested()).contains("needs a registry");
    assertThat(blocks.getFirst().commands()).containsExactly("make images-push    REGISTRY=x");
    assertThat(blocks.getLast().language()).isEmpty();
    assertThat(blocks.getLast().line()).isEqualTo(7);
  }

  private static Set<String> targets() throws IOException {
    return Pattern.compile("^\\.PHONY: (\\S+)", Pattern.MULTILINE)
        .matcher(Files.readString(Shell.ROOT.resolve("Makefile")))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }
}
