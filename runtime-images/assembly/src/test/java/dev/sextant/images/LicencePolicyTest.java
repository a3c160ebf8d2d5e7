package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LicencePolicyTest {
  private static final String LIST =
      """
      # what is allowed
      allow  Apache-2.0
      allow  EPL-2.0
      alias  Apache-2.0 | The Apache Software License
      part   pkg:maven/g/dual | EPL-2.0 | offered under this or the GPL
      """;

  @TempDir Path folder;

  @Test
  void everyLicenceOfAPartMustBeAllowed() throws IOException {
    assertThat(refusals(part("g/one", "Apache-2.0"))).isEmpty();
    assertThat(refusals(part("g/named", "The Apache Software License"))).isEmpty();
    assertThat(refusals(part("g/gpl", "GPL-2.0-only")))
        .containsExactly("pkg:maven/g/gpl: GPL-2.0-only");
    assertThat(refusals(part("g/two", "Apache-2.0", "GPL-2.0-only"))).hasSize(1);
  }

  @Test
  void silenceIsRefused() throws IOException {
    assertThat(refusals(part("g/silent"))).containsExactly("pkg:maven/g/silent: names no licence");
  }

  @Test
  void aDecisionCountsForItsPartInEveryVersionAndForNoOther() throws IOException {
    assertThat(refusals(part("g/dual", "EPL-2.0", "GPL-2.0-only"))).isEmpty();
    assertThat(read(LIST).licences(part("g/dual", "EPL-2.0", "GPL-2.0-only")))
        .containsExactly("EPL-2.0");
    assertThat(refusals(part("g/dual-more", "GPL-2.0-only"))).hasSize(1);
  }

  @Test
  void aDecisionThatNothingNeedsIsFound() throws IOException {
    assertThat(read(LIST).idle(List.of(part("g/one", "EPL-2.0"))))
        .containsExactly("pkg:maven/g/dual");
  }

  @Test
  void aStarStandsForAnythingAndADotForItself() throws IOException {
    LicencePolicy policy = read("part pkg:maven/g.h/* | MIT | because\n");
    assertThat(policy.refusals(List.of(part("g.h/any")))).isEmpty();
    assertThat(policy.refusals(List.of(part("gxh/any")))).hasSize(1);
  }

  @Test
  void aDecisionNeedsAReason() {
    assertThatThrownBy(() -> read("part pkg:maven/g/dual | EPL-2.0\n"))
        .hasMessageContaining("cannot be read");
  }

  private List<String> refusals(Part part) throws IOException {
    return read(LIST).refusals(List.of(part));
  }

  private LicencePolicy read(String list) throws IOException {
    return LicencePolicy.read(Files.writeString(folder.resolve("licences.txt"), list));
  }

  private static Part part(String name, String... licences) {
    return new Part("pkg:maven/" + name + "@1.0?type=jar", name, "1.0", List.of(licences));
  }
}
