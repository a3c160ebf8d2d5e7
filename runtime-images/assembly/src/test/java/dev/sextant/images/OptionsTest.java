package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  private static final List<String> FOLDERS =
      List.of("--root", "r", "--base-folder", "b", "--store-programs", "s");

  @Test
  void withoutOptionsTheNamesAreLocal() {
    Options options = Options.parse(FOLDERS);
    assertThat(options.repository()).isEqualTo("localhost/sextant");
    assertThat(options.push()).isNull();
    assertThat(Main.chosen(options))
        .extracting(ImageSpec::name)
        .containsExactly("base", "operator", "worker", "server", "router", "store");
  }

  @Test
  void onlyTheNamedImagesAreChosen() {
    assertThat(Main.chosen(parse("--only", "store,base")))
        .extracting(ImageSpec::name)
        .containsExactly("base", "store");
  }

  @Test
  void anUnknownImageOrOptionIsRefusedWithTheUsage() {
    assertThatThrownBy(() -> Main.chosen(parse("--only", "trainer")))
        .hasMessageContaining("there is no image trainer");
    assertThatThrownBy(() -> parse("--colour", "red"))
        .hasMessageContaining("--colour: is unknown")
        .hasMessageContaining("usage:");
    assertThatThrownBy(() -> parse("--tag")).hasMessageContaining("lacks its value");
    assertThatThrownBy(() -> Options.parse(List.of())).hasMessageContaining("--root: is missing");
  }

  private static Options parse(String... more) {
    var all = new java.util.ArrayList<>(FOLDERS);
    all.addAll(List.of(more));
    return Options.parse(all);
  }
}
