package dev.sextant.images;

import java.util.List;

/**
 * Something of others that is in an image or in the build.
 *
 * @param url package URL, such as {@code pkg:maven/group/name@version?type=jar}
 * @param licences SPDX identifiers, or names where the maker gave no identifier
 */
record Part(String url, String name, String version, List<String> licences) {
  Part {
    licences = List.copyOf(licences);
  }

  /** The package URL without version and qualifiers: what a list of exceptions names. */
  String identity() {
    return url.replaceFirst("[@?].*$", "");
  }

  boolean ours() {
    return url.startsWith("pkg:maven/dev.sextant/");
  }
}
