package dev.sextant.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The table of one part, as {@code scripts/bench} reads it. */
public final class Figures {
  private static final String HEADER = "figure\tours\tpeer\tratio\tgoal\thow";
  private static final String NONE = "-";

  private final List<String> rows = new ArrayList<>();

  /** A figure that stands by itself. */
  public Figures alone(String figure, String ours, String goal, String how) {
    return row(figure, ours, NONE, NONE, goal, how);
  }

  /** A figure beside that of a peer; the ratio is ours to the peer's. */
  public Figures beside(
      String figure,
      double ours,
      String peerName,
      double peer,
      DoubleFunction<String> unit,
      String how) {
    return row(
        figure,
        unit.apply(ours),
        unit.apply(peer) + " (" + peerName + ")",
        peer == 0 ? NONE : String.format(Locale.ROOT, "%.2f", ours / peer),
        NONE,
        how);
  }

  private Figures row(String... cells) {
    rows.add(
        String.join("\t", List.of(cells).stream().map(c -> c.replaceAll("\\s", " ")).toList()));
    return this;
  }

  /** The table as it is written. */
  public String text() {
    return HEADER + "\n" + String.join("", rows.stream().map(r -> r + "\n").toList());
  }

  /** Writes the table. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
  }

  /** Requests per second. */
  public static String perSecond(double value) {
    return String.format(Locale.ROOT, "%,.0f/s", value);
  }

  /** Nanoseconds, as people read them. */
  public static String time(double nanos) {
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.0f us", nanos / 1e3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** Bytes in MiB. */
  public static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%.0f MiB", bytes / (1 << 20));
  }
}
