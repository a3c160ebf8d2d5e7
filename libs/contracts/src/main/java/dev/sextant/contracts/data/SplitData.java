package dev.sextant.contracts.data;

import dev.sextant.contracts.FileRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a snapshot.
 *
 * @param rows how many rows it has
 * @param contentHash SHA-256 over its logical rows in canonical order
 * @param from oldest row; null when empty or without a Time column
 * @param until newest row, inclusive; null when empty or without a Time column
 * @param files its Parquet files, in row order
 */
public record SplitData(
    long rows,
    String contentHash,
    @Nullable Instant from,
    @Nullable Instant until,
    List<FileRef> files) {}
