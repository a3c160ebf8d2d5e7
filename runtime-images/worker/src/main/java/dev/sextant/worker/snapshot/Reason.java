package dev.sextant.worker.snapshot;

/** Why a snapshot is refused; the words that a Dataset's status shows. */
enum Reason {
  /** A file could not be read as what it is said to be. */
  BadRow,
  /** There is no file, or no row in any. */
  EmptySource,
  /** A declared column is not in the data. */
  MissingColumn,
  /** A column of the data cannot have the declared type. */
  SchemaMismatch,
  /** The declaration contradicts itself. */
  BadDeclaration,
  /** An expression does not compile. */
  BadExpression,
  /** The statement in {@code prepare.sql} is not allowed or does not run. */
  BadPrepare,
  /** A model input is not known at the prediction time. */
  NotAvailable,
  /** A value is below {@code min} or above {@code max}. */
  OutOfBounds,
  /** More values are missing than {@code missingAtMost} allows. */
  TooManyMissing,
  /** More distinct values than {@code categoriesAtMost} allows. */
  TooManyCategories,
  /** Two rows have the same RowId. */
  DuplicateRowId,
  /** A unit that must stay in one part is in two. */
  GroupInTwoSplits,
  /** The split cannot be made, whatever the data are. */
  BadSplit,
  /** A part that should have rows has none. */
  EmptySplit
}
