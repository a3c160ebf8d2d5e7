package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaterialsTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void layOut() throws Exception {
    fixture = new Fixture(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "worker", "operator", "store"})
  void everyImageHasAValidBillOfMaterials(String image) throws Exception {
    fixture.make(image);
    assertThat(new JsonParser().validate(fixture.billOf(image), Version.VERSION_16)).isEmpty();
  }

  @Test
  void anAppIsMadeOfItsLibrariesTheJavaRunTimeAndDebianPackages() throws Exception {
    fixture.make("worker");
    assertThat(parts("worker"))
        .containsExactly(
            "pkg:maven/org.duckdb/duckdb_jdbc@2?type=jar MIT",
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64 LGPL-2.1-or-later",
            "pkg:generic/openjdk@25.0.3%2B9-LTS GPL-2.0-only WITH Classpath-exception-2.0");
  }

  @Test
  void theStoreIsMadeOfGoModulesAndHasNoJava() throws Exception {
    fixture.make("store");
    assertThat(parts("store"))
        .containsExactly(
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64 LGPL-2.1-or-later",
            "pkg:golang/example.com/gateway@v1.8.0 Apache-2.0");
  }

  @Test
  void theImageCarriesItsBillAndSaysWhere() throws Exception {
    JsonNode labels = fixture.make("worker").configuration().at("/config/Labels");
    assertThat(labels.get("dev.sextant.sbom").asText())
        .isEqualTo("/usr/share/sextant/sbom.cdx.json");
    byte[] before = fixture.billOf("worker");
    fixture.make("worker");
    assertThat(fixture.billOf("worker")).isEqualTo(before);
  }

  @Test
  void aLicenceThatIsNotAllowedMakesNoImage() throws Exception {
    fixture.bill("runtime-images/worker", "pkg:maven/example/viral@1?type=jar", "AGPL-3.0-only");
    assertThatThrownBy(() -> fixture.make("worker"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("pkg:maven/example/viral: AGPL-3.0-only");
  }

  private List<String> parts(String image) throws IOException {
    var parts = new ArrayList<String>();
    for (JsonNode part : new ObjectMapper().readTree(fixture.billOf(image)).get("components")) {
      JsonNode licence = part.at("/licenses/0");
      parts.add(
          part.get("purl").asText()
              + " "
              + licence.path("expression").asText(licence.at("/license/id").asText()));
    }
    return parts;
  }
}
