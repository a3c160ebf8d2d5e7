package dev.sextant.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the Go modules that are linked into programs: {@code modules.txt} lists them, and {@code
 * licences/MODULE@VERSION} holds their texts.
 */
final class GoModules {
  private GoModules() {}

  static List<Part> read(Path folder) throws IOException {
    var parts = new ArrayList<Part>();
    for (String line : Files.readAllLines(folder.resolve("modules.txt"))) {
      String[] words = line.split(" ", -1);
      Path texts = folder.resolve("licences").resolve(words[0] + "@" + words[1]);
      String url = "pkg:golang/" + words[0] + "@" + words[1].replace("+", "%2B");
      parts.add(new Part(url, words[0], words[1], licences(texts)));
    }
    return parts;
  }

  private static List<String> licences(Path texts) throws IOException {
    if (!Files.isDirectory(texts)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(texts)) {
      var licences = new ArrayList<String>();
      for (Path file : files.filter(GoModules::licence).sorted().toList()) {
        licences.add(
            LicenceText.identify(Files.readString(file))
                .orElse(file.getFileName() + " is unknown"));
      }
      return licences.stream().distinct().sorted().toList();
    }
  }

  /** A notice names people; it is shipped, and is no licence. */
  private static boolean licence(Path file) {
    return !file.getFileName().toString().startsWith("NOTICE");
  }
}
