package dev.sextant.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what the base image holds from the lists that its build left beside it. */
final class BaseParts {
  private BaseParts() {}

  static List<Part> read(Path folder, boolean java) throws IOException {
    var parts = new ArrayList<Part>();
    for (String line : Files.readAllLines(folder.resolve("packages.txt"))) {
      String[] words = line.split(" ", -1);
      String url =
          "pkg:deb/debian/%s@%s?arch=%s"
              .formatted(words[0], words[1].replace("+", "%2B"), words[2]);
      parts.add(new Part(url, words[0], words[1], List.of()));
    }
    if (java) {
      String version = Files.readString(folder.resolve("java.txt")).strip();
      String url = "pkg:generic/openjdk@" + version.replace("+", "%2B");
      parts.add(new Part(url, "openjdk", version, List.of()));
    }
    return parts;
  }
}
