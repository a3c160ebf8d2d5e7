package dev.sextant.statistics.choice;

import dev.sextant.statistics.numeric.Draws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One list made of two rankings (Radlinski, Kurup and Joachims 2008). In each round a coin says
 * which ranking picks first; each picks its best item that is not there yet, and a click on an item
 * is to the credit of whoever picked it. Where the rankings begin alike, nobody is credited; and
 * once one of them has nothing left to pick, what the other adds is nobody's, for it would have
 * more places. A user who clicks on places, whatever stands there, favours neither.
 *
 * @param <T> an item; equal items are the same
 */
public final class TeamDraft<T> {
  private final List<T> stable;
  private final List<T> candidate;
  private final List<Interleaved.Slot<T>> slots = new ArrayList<>();
  private final Set<T> shown = new HashSet<>();
  private final int length;

  private TeamDraft(List<T> stable, List<T> candidate, int length) {
    if (length < 0) {
      throw new IllegalArgumentException("a list cannot have %d items".formatted(length));
    }
    this.stable = List.copyOf(stable);
    this.candidate = List.copyOf(candidate);
    this.length = length;
  }

  /**
   * The list of one session. Seed and session alone decide, so that it can be made again.
   *
   * @param stable best first
   * @param candidate best first
   * @param length of the list at most
   */
  public static <T> Interleaved<T> interleave(
      List<T> stable, List<T> candidate, int length, long seed, long session) {
    long ofSession = Draws.bits(seed, session);
    var round = new long[1];
    return interleave(stable, candidate, length, () -> Draws.uniform(ofSession, round[0]++) < 0.5);
  }

  /** With a coin that says whether the candidate picks first. */
  static <T> Interleaved<T> interleave(
      List<T> stable, List<T> candidate, int length, BooleanSupplier candidateFirst) {
    var draft = new TeamDraft<>(stable, candidate, length);
    draft.begin();
    draft.rounds(candidateFirst);
    draft.rest();
    return new Interleaved<>(draft.slots);
  }

  private void begin() {
    int same = Math.min(stable.size(), candidate.size());
    for (int i = 0; i < same && stable.get(i).equals(candidate.get(i)); i++) {
      show(stable.get(i), Team.NEITHER);
    }
  }

  private void rounds(BooleanSupplier candidateFirst) {
    while (slots.size() < length && hasPick(stable) && hasPick(candidate)) {
      Team first = candidateFirst.getAsBoolean() ? Team.CANDIDATE : Team.STABLE;
      pick(first);
      pick(first == Team.STABLE ? Team.CANDIDATE : Team.STABLE);
    }
  }

  private boolean hasPick(List<T> ranking) {
    return ranking.stream().anyMatch(item -> !shown.contains(item));
  }

  private void pick(Team team) {
    for (T item : team == Team.STABLE ? stable : candidate) {
      if (!shown.contains(item)) {
        show(item, team);
        return;
      }
    }
  }

  private void rest() {
    stable.forEach(item -> show(item, Team.NEITHER));
    candidate.forEach(item -> show(item, Team.NEITHER));
  }

  private void show(T item, Team team) {
    if (slots.size() < length && shown.add(item)) {
      slots.add(new Interleaved.Slot<>(item, team));
    }
  }
}
