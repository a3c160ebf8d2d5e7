package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.FileSource;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file on disk, and what its first bytes tell.
 *
 * @param path where it lies
 * @param uri how messages call it
 * @param dialect how it is written
 * @param evened whether its lines were made to end alike; then it is no longer compressed
 */
record CsvFile(Path path, String uri, FileSource.Csv dialect, boolean evened) {
  static CsvFile of(Path path, String uri, FileSource.Csv dialect) {
    return new CsvFile(path, uri, dialect, false);
  }

  /** What the beginning of a file says. */
  sealed interface Head {
    /** The values of the first record, and whether another follows. */
    record Columns(List<String> values, boolean more) implements Head {}

    /** Nothing can be read, and why. */
    record Broken(Reason reason, String message) implements Head {}
  }

  /** The dialect, with defaults where none is given. */
  static FileSource.Csv dialectOf(FileSource source) {
    FileSource.@Nullable Csv csv = source.csv();
    return csv == null ? new FileSource.Csv(",", true, List.of()) : csv;
  }

  boolean isCompressed() {
    return !evened && uri.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  char delimiter() {
    return dialect.delimiter().isEmpty() ? ',' : dialect.delimiter().charAt(0);
  }

  Head head() throws IOException {
    Optional<String> foreign = foreignContent();
    if (foreign.isPresent()) {
      return new Head.Broken(Reason.BadRow, uri + ": " + foreign.get());
    }
    try (BufferedReader reader = reader()) {
      CsvRecord records = new CsvRecord(reader, delimiter());
      Optional<List<String>> first = firstFilled(records);
      if (first.isEmpty()) {
        return new Head.Broken(Reason.EmptySource, uri + ": is empty; put rows into it");
      }
      if (records.endedInQuotes()) {
        return new Head.Broken(
            Reason.BadRow,
            uri + " line 1: a quote is opened and never closed; close it or double it");
      }
      return new Head.Columns(first.get(), firstFilled(records).isPresent());
    } catch (CharacterCodingException e) {
      return new Head.Broken(
          Reason.BadRow, uri + ": does not begin with UTF-8 text; save it as UTF-8");
    } catch (ZipException | EOFException e) {
      return new Head.Broken(
          Reason.BadRow, "%s: is not the gzip file that its name says".formatted(uri));
    }
  }

  /**
   * The line on which a record begins; records are counted from 1, the header included and blank
   * lines not.
   */
  long lineOf(long record) throws IOException {
    try (BufferedReader reader = reader()) {
      CsvRecord records = new CsvRecord(reader, delimiter());
      for (long i = 1; i < record && firstFilled(records).isPresent(); i++) {
        // Reading is all that is needed.
      }
      return records.line();
    }
  }

  /**
   * A copy in which every line ends with LF, as files that several programs appended to need it;
   * within quotes nothing changes.
   */
  CsvFile withEvenLineEnds() throws IOException {
    Path even = path.resolveSibling(path.getFileName() + ".lf");
    try (InputStream in = new BufferedInputStream(bytes(), 1 << 16);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(even), 1 << 16)) {
      boolean quoted = false;
      int previous = 0;
      for (int c = in.read(); c >= 0; c = in.read()) {
        quoted ^= c == '"';
        if (quoted || c != '\n' || previous != '\r') {
          out.write(!quoted && c == '\r' ? '\n' : c);
        }
        previous = quoted ? 0 : c;
      }
    }
    Files.move(even, path, StandardCopyOption.REPLACE_EXISTING);
    return new CsvFile(path, uri, dialect, true);
  }

  private static Optional<List<String>> firstFilled(CsvRecord records) throws IOException {
    Optional<List<String>> next = records.next();
    while (next.isPresent() && next.get().size() == 1 && next.get().getFirst().isBlank()) {
      next = records.next();
    }
    return next;
  }

  /** What the first bytes say if they are not those of text in UTF-8. */
  private Optional<String> foreignContent() throws IOException {
    try (InputStream in = bytes()) {
      byte[] start = in.readNBytes(4);
      if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF)) {
        return Optional.of("is written in UTF-16; save it as UTF-8");
      }
      if (startsWith(start, 'P', 'A', 'R', '1')) {
        return Optional.of("is a Parquet file; set source.files.format to Parquet");
      }
      return startsWith(start, 0x1F, 0x8B)
          ? Optional.of("is compressed by gzip; give it a name that ends with .gz")
          : Optional.empty();
    } catch (ZipException | EOFException e) {
      return Optional.of("is not the gzip file that its name says; compress it or rename it");
    }
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (i >= bytes.length || bytes[i] != (byte) expected[i]) {
        return false;
      }
    }
    return true;
  }

  private BufferedReader reader() throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(bytes(), StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  private InputStream bytes() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path));
    try {
      return isCompressed() ? new GZIPInputStream(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
