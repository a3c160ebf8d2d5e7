package dev.sextant.images;

import java.util.List;
import java.util.Locale;

/** Renders what was made as a table. */
final class Report {
  private static final String ROW = "%-10s %10s %14s  %-40s %s%n";

  private Report() {}

  static String table(List<Made> images) {
    var out = new StringBuilder();
    out.append(ROW.formatted("IMAGE", "SIZE", "OUR LAYER", "NAME", "DIGEST"));
    for (Made image : images) {
      out.append(
          ROW.formatted(
              image.name(),
              megabytes(image.bytes()),
              megabytes(image.ownBytes()),
              image.reference(),
              image.digest()));
    }
    return out.toString();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
  }
}
