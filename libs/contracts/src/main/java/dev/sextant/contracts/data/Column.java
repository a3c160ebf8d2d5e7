package dev.sextant.contracts.data;

import org.jspecify.annotations.Nullable;

/**
 * A declared column of the source.
 *
 * @param name its name in the relation after {@code prepare.sql}
 * @param type its logical type
 * @param role what it is for
 * @param availableAt the Time column that says when its value becomes known; null means at the
 *     prediction time
 * @param min the smallest value allowed, inclusive; decimal text, numbers only
 * @param max the largest value allowed, inclusive; decimal text, numbers only
 * @param missingAtMost the largest share of missing values allowed, 0 to 1; decimal text
 * @param categoriesAtMost the largest number of distinct values allowed; text columns only
 */
public record Column(
    String name,
    ColumnType type,
    Role role,
    @Nullable String availableAt,
    @Nullable String min,
    @Nullable String max,
    @Nullable String missingAtMost,
    @Nullable Integer categoriesAtMost) {

  /** A column without bounds. */
  public static Column of(String name, ColumnType type, Role role) {
    return new Column(name, type, role, null, null, null, null, null);
  }
}
