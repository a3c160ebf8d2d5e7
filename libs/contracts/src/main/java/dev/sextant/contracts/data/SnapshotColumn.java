package dev.sextant.contracts.data;

/**
 * A column of the materialised snapshot.
 *
 * @param name its name in the Parquet files
 * @param type its logical type
 * @param role what it is for
 * @param computed whether a feature expression made it
 */
public record SnapshotColumn(String name, ColumnType type, Role role, boolean computed) {}
