package dev.sextant.statistics.sequential;

import dev.sextant.statistics.document.SimulatedTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The worlds on which sequences for returning users are compared, and a table of the outcome. */
final class ReturningUsersTable {
  /** What Sextant uses. */
  private static final Set<Contestant.Kind> SHIPPED =
      EnumSet.of(Contestant.Kind.CLUSTERS_INFORMATION, Contestant.Kind.RETURNING_USERS);

  private ReturningUsersTable() {}

  /** Where the candidate is worse by just the margin: either verdict is an error. */
  static List<SimulatedUsers.World> onTheMargin(double correlation) {
    return List.of(
        new SimulatedUsers.World(correlation, 0.02, 0.01, List.of(5, 25, 50)),
        SimulatedUsers.World.steady(correlation, 0.05, 0.01, 5),
        SimulatedUsers.World.steady(correlation, 0.05, 0.01, 50),
        SimulatedUsers.World.steady(correlation, 0.002, 0.01, 25),
        SimulatedUsers.World.steady(correlation, 0, 0.01, 25));
  }

  /** Where a verdict is right: non-inferior in the first three, harm in the last. */
  static List<SimulatedUsers.World> withAnAnswer(double correlation) {
    return List.of(
        new SimulatedUsers.World(correlation, 0.01, 0, List.of(5, 25, 50)),
        SimulatedUsers.World.steady(correlation, 0.05, 0, 50),
        SimulatedUsers.World.steady(correlation, 0, 0, 50),
        new SimulatedUsers.World(correlation, 0.01, 0.05, List.of(5, 25, 50)));
  }

  /** The table of that name. */
  static SimulatedTable named(String name) {
    return SimulatedTable.of(
        name,
        "correlation",
        "stable fails",
        "candidate",
        "weight (per cent)",
        "method",
        "non-inferior",
        "harm",
        "after steps");
  }

  /** Simulates one world and adds its rows. */
  static Map<Contestant.Kind, Contest.Score> rows(
      SimulatedTable table, SimulatedUsers.World world, int replicates) {
    var scores = Contest.run(world, replicates, SHIPPED);
    String place =
        String.format(
            Locale.ROOT,
            "%.1f | %.1f %% | %+.0f %% | %s",
            world.correlation(),
            100 * world.rate(),
            100 * world.effect(),
            world.weights().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    scores.forEach((kind, score) ->
        table.row("%s | %s | %s".formatted(place, kind.title, score.cells(replicates))));
    return scores;
  }
}
