package dev.sextant.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares generated files with the checked-in ones, or writes them when asked to. */
public final class GoldenFiles {
  private GoldenFiles() {}

  /** Fails where a file is missing, superfluous or different. */
  public static void check(Path directory, String suffix, Map<String, String> expected) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        update(directory, suffix, expected);
      }
      assertThat(names(directory, suffix))
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

  private static void update(Path directory, String suffix, Map<String, String> expected)
      throws IOException {
    Files.createDirectories(directory);
    for (String stale : names(directory, suffix)) {
      Files.delete(directory.resolve(stale));
    }
    for (Map.Entry<String, String> file : expected.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
  }

  private static SortedSet<String> names(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
