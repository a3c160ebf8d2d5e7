package dev.sextant.operator.sim;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts in which state each event has happened. */
public final class Coverage {
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
  private final Set<String> events = new TreeSet<>();

  /** Notes that the event happened in that state; worlds may live side by side. */
  public synchronized void note(String state, String event) {
    events.add(event);
    counts.computeIfAbsent(state, s -> new TreeMap<>()).merge(event, 1, Integer::sum);
  }

  /** The states that were seen. */
  public Set<String> states() {
    return counts.keySet();
  }

  /** In each of these states each of these events has happened. */
  public void assertSeen(Collection<String> happened, String... in) {
    List<String> missing =
        Arrays.stream(in)
            .flatMap(state ->
                happened.stream()
                    .filter(e -> counts.getOrDefault(state, Map.of()).getOrDefault(e, 0) == 0)
                    .map(e -> state + " x " + e))
            .toList();
    if (!missing.isEmpty()) {
      throw new AssertionError("never happened: " + missing);
    }
  }

  /** How many pairs of a state and an event were seen, of how many. */
  public String summary() {
    int seen = counts.values().stream().mapToInt(Map::size).sum();
    return "%d of %d pairs of state and event".formatted(seen, counts.size() * events.size());
  }

  /** A table: states down, events across. */
  public String table() {
    StringBuilder text = new StringBuilder();
    int width = counts.keySet().stream().mapToInt(String::length).max().orElse(0);
    text.append(" ".repeat(width));
    events.forEach(e -> text.append("  ").append(e));
    counts.forEach((state, row) -> {
      text.append('\n').append(state).append(" ".repeat(width - state.length()));
      events.forEach(e ->
          text.append("  ").append(("%" + e.length() + "d").formatted(row.getOrDefault(e, 0))));
    });
    return text.append('\n').append(summary()).toString();
  }
}
