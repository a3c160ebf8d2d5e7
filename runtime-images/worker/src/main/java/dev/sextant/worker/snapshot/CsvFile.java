package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.FileSource;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file on disk, and what its first bytes tell.
 *
 * @param path where it lies
 * @param uri how messages call it
 * @param dialect how it is written
 */
record CsvFile(Path path, String uri, FileSource.Csv dialect) {
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

  char delimiter() {
    return dialect.delimiter().isEmpty() ? ',' : dialect.delimiter().charAt(0);
  }

  Head head() throws IOException {
    Optional<String> foreign = foreignEncoding();
    if (foreign.isPresent()) {
      return new Head.Broken(
          Reason.BadRow, "%s: is written in %s; save it as UTF-8".formatted(uri, foreign.get()));
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
    } catch (java.util.zip.ZipException e) {
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

  private static Optional<List<String>> firstFilled(CsvRecord records) throws IOException {
    Optional<List<String>> next = records.next();
    while (next.isPresent() && next.get().size() == 1 && next.get().getFirst().isBlank()) {
      next = records.next();
    }
    return next;
  }

  private Optional<String> foreignEncoding() throws IOException {
    try (InputStream in = bytes()) {
      byte[] start = in.readNBytes(4);
      if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
        return Optional.of("UTF-16");
      }
      if (start.length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
        return Optional.of("UTF-16");
      }
      if (start.length >= 4 && start[0] == 'P' && start[1] == 'A' && start[2] == 'R') {
        return start[3] == '1' ? Optional.of("Parquet, not CSV") : Optional.empty();
      }
      return Optional.empty();
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      return Optional.of("something else than the gzip that its name says");
    }
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
      return uri.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
