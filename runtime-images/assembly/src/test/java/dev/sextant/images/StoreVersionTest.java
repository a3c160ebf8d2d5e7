package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StoreVersionTest {
  private static final Pattern VERSION =
      Pattern.compile("github\\.com/versity/versitygw (v[0-9.]+)");

  @Test
  void theImageAndTheTestsRunTheSameGateway() throws IOException {
    assertThat(version("../store/go.mod"))
        .isEqualTo(version("../../e2e-tests/cluster/tools/store/go.mod"));
  }

  private static String version(String file) throws IOException {
    var found = VERSION.matcher(Files.readString(Path.of(file)));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
