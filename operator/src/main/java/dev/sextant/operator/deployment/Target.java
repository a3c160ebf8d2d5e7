package dev.sextant.operator.deployment;

import dev.sextant.operator.kernel.Verdict;

/** What the spec asks to serve. */
sealed interface Target {
  /** That revision. */
  record Revision(RevisionFacts revision) implements Target {}

  /** Nothing new: what serves goes on serving. */
  record Unchanged(Verdict why) implements Target {}
}
