package dev.sextant.statistics.sequential;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The worlds on which sequences for returning users are compared, and a table of the outcome. */
final class ReturningUsersTable {
  /** What Sextant uses. */
  static final Set<Contestant.Kind> SHIPPED =
      EnumSet.of(Contestant.Kind.CLUSTERS_INFORMATION, Contestant.Kind.RETURNING_USERS);

  private static final long SEED = 1;

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

  /** Simulates one world and prints its rows. */
  static Map<Contestant.Kind, Contest.Score> print(
      SimulatedUsers.World world, int replicates, Set<Contestant.Kind> kinds) {
    var scores = Contest.run(world, replicates, SEED, kinds);
    String place =
        String.format(
            Locale.ROOT,
            "%.1f | %.1f %% | %+.0f %% | %s",
            world.correlation(),
            100 * world.rate(),
            100 * world.effect(),
            world.weights().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    var lines = new ArrayList<String>();
    scores.forEach((kind, score) ->
        lines.add("| %s | %s | %s |".formatted(place, kind.title, score.row(replicates))));
    System.out.println(String.join("\n", lines));
    System.out.flush();
    return scores;
  }
}
