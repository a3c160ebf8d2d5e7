/**
 * The snapshot job: files of a store become checked, split, immutable Parquet parts.
 *
 * <p>Parquet types: Double is DOUBLE, Integer is BIGINT, String is VARCHAR, Timestamp is a UTC
 * timestamp with microseconds (TIMESTAMP WITH TIME ZONE), Boolean is BOOLEAN; a missing value is
 * NULL, never NaN and never the empty text. Each part is in canonical order: by prediction time,
 * then RowId, then the hash of the row.
 */
package dev.sextant.worker.snapshot;
