package dev.sextant.statistics.choice;

import java.util.List;
import java.util.Set;

/**
 * A list made of two rankings, as it was shown.
 *
 * @param slots from the top
 * @param <T> an item
 */
public record Interleaved<T>(List<Slot<T>> slots) {

  public Interleaved {
    slots = List.copyOf(slots);
  }

  /**
   * A place of the list.
   *
   * @param item that was shown there
   * @param team to whose credit a click on it is
   * @param <T> an item
   */
  public record Slot<T>(T item, Team team) {}

  /** The items from the top. */
  public List<T> items() {
    return slots.stream().map(Slot::item).toList();
  }

  /**
   * Who has more clicks; neither where both have as many, or none.
   *
   * @param clicked items; those that were not shown do not count, and two clicks are one
   */
  public Team winner(Set<T> clicked) {
    int ahead = 0;
    for (Slot<T> slot : slots) {
      if (clicked.contains(slot.item())) {
        ahead +=
            switch (slot.team()) {
              case CANDIDATE -> 1;
              case STABLE -> -1;
              case NEITHER -> 0;
            };
      }
    }
    if (ahead == 0) {
      return Team.NEITHER;
    }
    return ahead > 0 ? Team.CANDIDATE : Team.STABLE;
  }
}
