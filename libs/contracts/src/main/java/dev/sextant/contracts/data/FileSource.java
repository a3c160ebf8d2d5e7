package dev.sextant.contracts.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files in an S3 store.
 *
 * @param uris {@code s3://bucket/key}, where {@code *} in the key matches any characters but {@code
 *     /}
 * @param format how they are read
 * @param csv how CSV is read; null for defaults and for Parquet
 */
public record FileSource(List<String> uris, Format format, @Nullable Csv csv) {
  /** File formats. */
  public enum Format {
    CSV,
    Parquet
  }

  /**
   * The dialect of CSV files.
   *
   * @param delimiter one character
   * @param header whether the first line names the columns; without it they are named by the
   *     declared columns in order
   * @param nullValues texts that mean missing, beside the empty one
   */
  public record Csv(String delimiter, boolean header, List<String> nullValues) {}
}
