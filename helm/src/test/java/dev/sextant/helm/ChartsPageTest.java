package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartsPageTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern INSTALL = Pattern.compile("helm upgrade --install \\S+ (helm/\\S+)");

  @TempDir Path folder;

  @Test
  void theValuesThatThePageShowsRender() throws IOException {
    List<String> blocks = YAML.matcher(page()).results().map(match -> match.group(1)).toList();
    assertThat(blocks).hasSize(2);
    assertThat(Charts.render("sextant-workspace", values(blocks.get(0))))
        .contains("kind: ArtifactStore");
    assertThat(
            Charts.render(
                "sextant", values(blocks.get(1) + "image: {registry: localhost/sextant}\n")))
        .contains("kind: StatefulSet");
  }

  @Test
  void theChartsThatThePageInstallsAreThere() throws IOException {
    List<String> charts = INSTALL.matcher(page()).results().map(match -> match.group(1)).toList();
    assertThat(charts)
        .containsExactly("helm/sextant-crds", "helm/sextant", "helm/sextant-workspace");
    assertThat(charts).allSatisfy(chart -> assertThat(Path.of("..", chart, "Chart.yaml")).exists());
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/charts.md"));
  }

  private Path values(String yaml) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "values", ".yaml"), yaml);
  }
}
