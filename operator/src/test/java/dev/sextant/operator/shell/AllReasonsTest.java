package dev.sextant.operator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.operator.kernel.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No reason is without a situation in which it can be read how it is said. */
class AllReasonsTest {
  private static final Path SAID = Path.of("src", "test", "resources", "golden", "said");
  private static final Pattern LINE =
      Pattern.compile("^  (?:Normal|Warning|Ready) ([A-Za-z]+): ", Pattern.MULTILINE);

  @Test
  void everyReasonIsSaidInSomeSituation() throws IOException {
    Set<Reason> said = EnumSet.noneOf(Reason.class);
    for (Path file : files()) {
      LINE.matcher(Files.readString(file))
          .results()
          .forEach(m -> said.add(Reason.valueOf(m.group(1))));
    }

    assertThat(Reason.values()).isSubsetOf(said);
  }

  @Test
  void everyKindHasAFileAndTheShell() throws IOException {
    assertThat(files())
        .extracting(f -> f.getFileName().toString())
        .containsExactlyInAnyOrder(
            "artifactstore.txt",
            "dataset.txt",
            "datasetsnapshot.txt",
            "modeldeployment.txt",
            "modelversion.txt",
            "route.txt",
            "shell.txt",
            "trainingrun.txt");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SAID)) {
      return files.toList();
    }
  }
}
