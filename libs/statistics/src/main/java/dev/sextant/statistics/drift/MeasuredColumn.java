package dev.sextant.statistics.drift;

/**
 * What {@link DriftRule#measure} found out about one column, to be judged together with others. It
 * holds a few numbers, however many rows there were.
 */
public final class MeasuredColumn {
  private final String name;
  private final Shift missing;
  private final Shift values;

  MeasuredColumn(String name, Shift missing, Shift values) {
    this.name = name;
    this.missing = missing;
    this.values = values;
  }

  /** The column's name. */
  public String name() {
    return name;
  }

  Shift missing() {
    return missing;
  }

  Shift values() {
    return values;
  }
}
