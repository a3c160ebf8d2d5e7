package dev.sextant.worker.snapshot;

import java.sql.SQLException;

/** The table that the rows of a source go into. */
interface RowSink {
  /** Adds the rows of a relation; what does not fit is noted as a failed check. */
  void insert(Relation relation) throws SQLException;

  /** The table's name in SQL. */
  String table();

  /** A condition in SQL that holds for the rows of the last insertion. */
  String newRows();

  /** Whether a column of this name is in the table. */
  boolean has(String column);

  /** Whether every declared column must be in every file. */
  boolean needsDeclared();

  /** Whether columns that are not declared are read too. */
  boolean wantsAll();
}
