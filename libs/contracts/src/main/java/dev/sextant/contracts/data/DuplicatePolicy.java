package dev.sextant.contracts.data;

/** What happens when two rows have the same RowId. */
public enum DuplicatePolicy {
  /** The snapshot is refused. */
  Fail,
  /** The first row in canonical order is kept; the others are counted. */
  KeepFirst,
  /** Nothing is checked. */
  Ignore
}
