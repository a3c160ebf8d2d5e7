package dev.sextant.worker.snapshot;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads CSV records one by one (RFC 4180, quotes doubled), and counts lines as editors do. */
final class CsvRecord {
  private static final int END = -1;

  private final PushbackReader in;
  private final char delimiter;
  private long line = 1;
  private boolean open;

  CsvRecord(Reader in, char delimiter) {
    this.in = new PushbackReader(in);
    this.delimiter = delimiter;
  }

  /** The line, from 1, on which the next record begins. */
  long line() {
    return line;
  }

  /** Whether the last record ended within quotes. */
  boolean endedInQuotes() {
    return open;
  }

  /**
   * The values of the next record; empty at the end. A blank line is a record of one empty value.
   */
  Optional<List<String>> next() throws IOException {
    int first = read();
    if (first == END) {
      return Optional.empty();
    }
    in.unread(first);
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    open = false;
    while (true) {
      int c = read();
      if (c == END || (!open && isLineEnd(c))) {
        values.add(value.toString());
        line += c == END ? 0 : 1;
        return Optional.of(values);
      }
      if (!open && c == delimiter) {
        values.add(value.toString());
        value.setLength(0);
      } else if (c == '"') {
        quote(value);
      } else {
        line += open && isLineEnd(c) ? 1 : 0;
        value.append((char) c);
      }
    }
  }

  private void quote(StringBuilder value) throws IOException {
    if (!open) {
      if (value.isEmpty()) {
        open = true;
      } else {
        value.append('"');
      }
      return;
    }
    int next = read();
    if (next == '"') {
      value.append('"');
      return;
    }
    open = false;
    if (next != END) {
      in.unread(next);
    }
  }

  /** A line ends with LF, CR LF or CR; the LF of a pair is swallowed. */
  private boolean isLineEnd(int c) throws IOException {
    if (c == '\r') {
      int next = read();
      if (next != '\n' && next != END) {
        in.unread(next);
      }
      return true;
    }
    return c == '\n';
  }

  private int read() throws IOException {
    return in.read();
  }
}
