package dev.sextant.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares what is rendered with files; {@code -Dgolden.update=true} writes them anew. */
public final class Golden {
  private static final Path ROOT = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /** The object, as YAML, is what the file says. */
  public static void assertMatches(String file, Object rendered) {
    assertText(file, Serialization.asYaml(rendered));
  }

  /** The text is what the file says. */
  public static void assertText(String file, String actual) {
    Path path = ROOT.resolve(file);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, actual);
      }
      assertThat(actual).isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
