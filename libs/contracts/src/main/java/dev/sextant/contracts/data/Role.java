package dev.sextant.contracts.data;

/** What a column is for. */
public enum Role {
  /** Identifies the row; unique within a snapshot. Never an input of the model. */
  RowId,
  /** The clustering unit (a rider, a device); may repeat across splits. Never an input. */
  Entity,
  /** A unit that must stay within one split. Never an input. */
  Group,
  /** The time axis of the split. Never an input by itself; features may read it. */
  Time,
  /** An input of the model. */
  Feature,
  /** What the model predicts. */
  Label,
  /** Kept in the snapshot and visible to expressions, but never an input by itself. */
  Auxiliary
}
