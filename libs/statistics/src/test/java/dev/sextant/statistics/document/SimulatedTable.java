package dev.sextant.statistics.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that a simulation makes: rows are printed as they come, and when it is closed all of it
 * is kept below {@code target/tables}, from where scripts/tables compares it with the document.
 */
public final class SimulatedTable implements AutoCloseable {
  static final Path FOLDER = Path.of("target", "tables");

  private final String name;
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  private SimulatedTable(String name, List<String> header) {
    this.name = name;
    this.columns = header.size();
    lines.add(MarkdownTable.line(header));
    lines.add("|" + "---|".repeat(columns));
  }

  /** The table that has this name in the document, or will have it. */
  public static SimulatedTable of(String name, String... header) {
    return new SimulatedTable(name, List.of(header));
  }

  /** Rows of too few replicates for a document: they are forgotten. */
  public static SimulatedTable forgotten() {
    return new SimulatedTable("", List.of());
  }

  /** Adds a row: cells with {@code |} between them. */
  public void row(String cells) {
    if (columns == 0) {
      return;
    }
    var row = MarkdownTable.cells("|" + cells + "|");
    if (row.size() != columns) {
      throw new IllegalArgumentException(
          "table %s has %d columns, and a row of %d: %s".formatted(name, columns, row.size(), row));
    }
    lines.add(MarkdownTable.line(row));
    System.out.println(name + " " + lines.getLast());
  }

  /** Keeps what is there, also where the simulation failed: it shows why. */
  @Override
  public void close() {
    if (columns == 0) {
      return;
    }
    try {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".md"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
