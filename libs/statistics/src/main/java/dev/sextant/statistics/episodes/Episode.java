package dev.sextant.statistics.episodes;

import java.util.List;

/** Where a watched model stands between two looks: small enough to be kept in a status. */
public sealed interface Episode {

  /**
   * No episode is open.
   *
   * @param alarms of the last looks that said something, oldest first; none from before the last
   *     episode closed
   */
  record Closed(List<Boolean> alarms) implements Episode {
    public Closed {
      alarms = List.copyOf(alarms);
    }
  }

  /**
   * One is open.
   *
   * @param looks that said something since it opened, the one that opened it included
   * @param quiet looks in a row at their end
   */
  record Open(long looks, int quiet) implements Episode {
    public Open {
      if (quiet < 0 || looks <= quiet) {
        throw new IllegalArgumentException(
            "%d quiet looks of %d cannot be".formatted(quiet, looks));
      }
    }
  }

  /** The start. */
  static Episode none() {
    return new Closed(List.of());
  }
}
