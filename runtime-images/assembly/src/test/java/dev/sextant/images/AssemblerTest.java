package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AssemblerTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void layOut() throws Exception {
    fixture = new Fixture(folder);
  }

  @Test
  void theSameFilesGiveTheSameDigest() throws Exception {
    assertThat(fixture.make("worker").digest()).isEqualTo(fixture.make("worker").digest());
  }

  @Test
  void aNewBuildOfOursChangesOneLayer() throws Exception {
    List<String> before = layers(fixture.make("worker"));
    fixture.ownJar("worker", "second");
    List<String> after = layers(fixture.make("worker"));
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.subList(0, after.size() - 1)).isEqualTo(before.subList(0, before.size() - 1));
    assertThat(after.getLast()).isNotEqualTo(before.getLast());
  }

  @Test
  void aJavaAppRunsAsNobodyWithOurJarFirstOnTheClassPath() throws Exception {
    JsonNode config = fixture.make("worker").configuration().get("config");
    assertThat(config.get("User").asText()).isEqualTo("65532:65532");
    assertThat(words(config.get("Entrypoint")))
        .contains(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MaxRAMPercentage=40",
            "-XX:Tier4InvocationThreshold=50000",
            "--enable-native-access=ALL-UNNAMED")
        .endsWith("@/app/java.args", "dev.sextant.worker.Main");
    assertThat(words(config.get("Env")))
        .contains("PATH=/opt/java/bin", "ORT_DISABLE_TELEMETRY=1", "OMP_WAIT_POLICY=PASSIVE");
    assertThat(config.at("/Labels/org.opencontainers.image.title").asText())
        .isEqualTo("sextant-worker");
  }

  @Test
  void theOperatorStartsFromItsQuarkusFolder() throws Exception {
    JsonNode config = fixture.make("operator", "--revision", "abc").configuration().get("config");
    assertThat(words(config.get("Entrypoint")))
        .contains("-XX:TieredStopAtLevel=1")
        .endsWith("-jar", "/app/quarkus-run.jar");
    assertThat(config.at("/Labels/org.opencontainers.image.revision").asText()).isEqualTo("abc");
  }

  @Test
  void theStoreNeedsNoJava() throws Exception {
    assertThat(words(fixture.make("store").configuration().at("/config/Entrypoint")))
        .containsExactly("/usr/bin/sextant-store");
  }

  @Test
  void anAppThatWasNotBuiltIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> fixture.make("router"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("(make build)");
  }

  @Test
  void imagesArePushedWithTheDigestOfTheArchive() throws Exception {
    try (var registry = new FakeRegistry(folder)) {
      String prefix = registry.address() + "/ml/sextant";
      OciArchive archive = fixture.make("worker", "--push", prefix, "--insecure", "--tag", "1.2.3");
      assertThat(registry.manifests())
          .containsEntry("/v2/ml/sextant/worker/manifests/1.2.3", archive.digest());
      assertThat(registry.blobs()).hasSize(archive.layers().size() + 1);
    }
  }

  private static List<String> layers(OciArchive image) {
    return words(image.configuration().at("/rootfs/diff_ids"));
  }

  private static List<String> words(JsonNode array) {
    var words = new ArrayList<String>();
    array.forEach(word -> words.add(word.asText()));
    return words;
  }
}
