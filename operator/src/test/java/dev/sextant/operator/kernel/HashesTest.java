package dev.sextant.operator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HashesTest {
  @Test
  void staysTheSameAcrossReleases() {
    assertThat(Hashes.version(1).field("a", "x").field("n", 2).digest())
        .isEqualTo("a5d43ee06cef70f519ecc619e8bb0e86897b1b30f3c4b922ee1bbc976a82dc9c");
  }

  @Test
  void doesNotNoticeAFieldThatHasItsDefault() {
    String before = Hashes.version(1).field("a", "x").digest();

    assertThat(Hashes.version(1).field("a", "x").field("later", 5, 5).digest()).isEqualTo(before);
    assertThat(Hashes.version(1).field("a", "x").field("later", 6, 5).digest())
        .isNotEqualTo(before);
    assertThat(Hashes.version(1).field("a", "x").field("list", List.of()).digest())
        .isEqualTo(before);
    assertThat(Hashes.version(1).field("a", "x").field("none", null).digest()).isEqualTo(before);
  }

  @Test
  void changesWithItsVersion() {
    assertThat(Hashes.version(2).field("a", "x").digest())
        .isNotEqualTo(Hashes.version(1).field("a", "x").digest());
  }
}
