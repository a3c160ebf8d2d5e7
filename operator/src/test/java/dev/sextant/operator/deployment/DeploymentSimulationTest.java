package dev.sextant.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sextant.operator.sim.Coverage;
import dev.sextant.operator.sim.Hunt;
import dev.sextant.operator.sim.Seeds;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeploymentSimulationTest {
  private static final int BUILD = 200;
  private static final int SOAK = 100_000;

  /** The meetings that the order of a change is made for; each must have happened. */
  private static final Map<String, List<String>> MATTER =
      Map.of(
          "RollingOut",
          List.of(
              "NewVersion",
              "NewBrokenVersion",
              "EditServer",
              "BreakServer",
              "Pin",
              "Zero",
              "Scale",
              "ServerCrash",
              "DeleteServers",
              "DeleteRevision",
              "DeleteVersion",
              "OperatorCrash",
              "StatusLost",
              "StoreGoes"),
          "Switching",
          List.of(
              "NewVersion",
              "EditServer",
              "Zero",
              "Pin",
              "ServerCrash",
              "DeleteServers",
              "RouterStuck",
              "RouterRestart",
              "RouterReplaced",
              "RouterLost",
              "RouterMute",
              "RouterEndsDeaf",
              "RouterRestartsDeaf",
              "OperatorCrash",
              "StatusLost"),
          "Draining",
          List.of("Scale", "RouterMute", "RouterEndsDeaf", "OperatorCrash"),
          "Serving",
          List.of(
              "NewVersion",
              "EditServer",
              "BreakServer",
              "Zero",
              "EditTimeout",
              "DeleteServers",
              "DeleteRevision",
              "DeleteVersion",
              "StoreGoes",
              "OperatorCrash",
              "StatusLost",
              "RouterLost"),
          "Idle",
          List.of("Scale", "NewVersion", "EditServer", "OperatorCrash", "StatusLost"),
          "ProgressDeadlineExceeded",
          List.of(
              "NewVersion", "EditServer", "Pin", "Latest", "Zero", "OperatorCrash", "StatusLost"));

  @Test
  void holdsEveryLawInEveryWorld() {
    live(BUILD);
  }

  /** Worlds that broke a law once. */
  @ParameterizedTest
  @ValueSource(
      longs = {38, 47, 79, 326, 499, 26747, 30995, 51434, -33395, -52941, -63859, -71455, -77013})
  void holdsEveryLawWhereOneWasBroken(long seed) {
    Simulation world = new Simulation(seed, Brain.real(), new Coverage());

    assertThatCode(world::run).doesNotThrowAnyException();
  }

  @Test
  @Tag("soak")
  void holdsEveryLawInManyMoreWorlds() {
    live(SOAK);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void findsEveryPlantedFault(Fault fault) {
    Hunt.find(
        fault, worlds(BUILD), seed -> new Simulation(seed, fault.planted(), new Coverage()).run());
  }

  /** As many worlds in which anything may happen, and as many with a theme. */
  private static LongStream worlds(int count) {
    return Seeds.upTo(count).flatMap(seed -> LongStream.of(seed, -seed));
  }

  private static void live(int worlds) {
    Coverage coverage = new Coverage();
    AtomicLong requests = new AtomicLong();
    worlds(worlds)
        .parallel()
        .forEach(seed -> requests.addAndGet(new Simulation(seed, Brain.real(), coverage).run()));
    System.out.println(coverage.table() + "; " + requests + " requests, none lost");

    assertThat(coverage.states())
        .containsAll(
            List.of(
                "Serving",
                "Idle",
                "RollingOut",
                "Switching",
                "Draining",
                "ServersNotReady",
                "ProgressDeadlineExceeded",
                "NoVersion",
                "VersionNotFound",
                "VersionNotReady",
                "StoreNotFound"));
    MATTER.forEach((state, events) -> coverage.assertSeen(events, state));
  }
}
