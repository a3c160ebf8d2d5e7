package dev.sextant.statistics.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** docs/statistics.md, and what is drawn from its tables. */
public final class Document {
  /** The folder of all documents. */
  public static final Path FOLDER = Path.of("..", "..", "docs");

  private static final Path FILE = FOLDER.resolve("statistics.md");

  private Document() {}

  /** Whether what does not follow from the tables is to be written anew. */
  public static boolean isUpdated() {
    return System.getProperty("document.update") != null;
  }

  /** All of it. */
  public static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(String text) {
    try {
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
