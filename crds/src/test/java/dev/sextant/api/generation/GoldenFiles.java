package dev.sextant.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares generated files with the checked-in ones, or writes them when asked to. */
public final class GoldenFiles {
  private GoldenFiles() {}

  /**
   * Fails where a file is missing, different, or superfluous: has the marker and is not expected.
   */
  public static void check(Path directory, String marker, Map<String, String> expected) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        update(directory, marker, expected);
      }
      assertThat(names(directory, marker))
          .as("files in %s; -Dgolden.update refreshes them", directory)
          .isEqualTo(new TreeSet<>(expected.keySet()));
      for (Map.Entry<String, String> file : expected.entrySet()) {
        assertThat(Files.readString(directory.resolve(file.getKey())))
            .as("%s/%s; -Dgolden.update refreshes it", directory, file.getKey())
            .isEqualTo(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void update(Path directory, String marker, Map<String, String> expected)
      throws IOException {
    Files.createDirectories(directory);
    for (String stale : names(directory, marker)) {
      Files.delete(directory.resolve(stale));
    }
    for (Map.Entry<String, String> file : expected.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
  }

  /** Files of other origin may lie in the same folder: only those that say so are generated. */
  private static SortedSet<String> names(Path directory, String marker) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains(marker)) {
          names.add(file.getFileName().toString());
        }
      }
    }
    return names;
  }
}
