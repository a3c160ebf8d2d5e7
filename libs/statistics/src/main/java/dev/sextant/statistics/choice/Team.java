package dev.sextant.statistics.choice;

/** Whose pick an item is. */
public enum Team {
  /** Of the ranking that is served today. */
  STABLE,

  /** Of the ranking that is tried. */
  CANDIDATE,

  /** Of both alike, or of nobody: no credit. */
  NEITHER
}
