package dev.sextant.images;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells the licence of a Go module by the words of its text: modules carry no identifier. */
final class LicenceText {
  /** Words that only the text of that licence has, the stricter text first. */
  private record Mark(String licence, List<String> words) {}

  private static final List<Mark> MARKS =
      List.of(
          // It names the GNU licences that a file under it may also be taken under.
          new Mark("MPL-2.0", List.of("mozilla public license, version 2.0")),
          new Mark("AGPL-3.0-only", List.of("gnu affero general public license")),
          new Mark("LGPL-3.0-only", List.of("gnu lesser general public license")),
          new Mark("GPL-3.0-only", List.of("gnu general public license")),
          new Mark("BUSL-1.1", List.of("business source license")),
          new Mark("Apache-2.0", List.of("apache license", "version 2.0")),
          new Mark(
              "BSD-3-Clause",
              List.of("redistribution and use in source and binary forms", "endorse or promote")),
          new Mark("BSD-2-Clause", List.of("redistribution and use in source and binary forms")),
          new Mark(
              "ISC",
              List.of("permission to use, copy, modify, and", "distribute this software for any")),
          new Mark(
              "MIT",
              List.of(
                  "permission is hereby granted, free of charge",
                  "copies or substantial portions")),
          new Mark(
              "Unlicense", List.of("free and unencumbered software released into the public")));

  private LicenceText() {}

  static Optional<String> identify(String text) {
    String words = text.toLowerCase(Locale.ROOT).replaceAll("[\\s*/#;>]+", " ");
    return MARKS.stream()
        .filter(mark -> mark.words().stream().allMatch(words::contains))
        .map(Mark::licence)
        .findFirst();
  }
}
