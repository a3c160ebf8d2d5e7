package dev.sextant.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sextant.operator.sim.Coverage;
import dev.sextant.operator.sim.Seeds;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeploymentSimulationTest {
  private static final int BUILD = 400;
  private static final int SOAK = 100_000;

  @Test
  void holdsEveryLawInEveryWorld() {
    live(BUILD);
  }

  /** Worlds that broke a law once. */
  @ParameterizedTest
  @ValueSource(longs = {38, 47, 79, 326, 499})
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
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "Ignore.*")
  void findsEveryPlantedFault(Fault fault) {
    find(fault, BUILD);
  }

  /** These need a rare meeting of events. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "Ignore.*")
  @Tag("soak")
  void findsEveryFaultThatRarelyShows(Fault fault) {
    find(fault, SOAK);
  }

  private static void find(Fault fault, int worlds) {
    OptionalLong seed = Seeds.upTo(worlds).filter(s -> breaks(s, fault)).findFirst();

    assertThat(seed).as("a seed that finds %s", fault).isPresent();
  }

  private static boolean breaks(long seed, Fault fault) {
    try {
      new Simulation(seed, fault.planted(), new Coverage()).run();
      return false;
    } catch (AssertionError broken) {
      System.out.println(fault + ": " + broken.getMessage());
      return true;
    }
  }

  private static void live(int worlds) {
    Coverage coverage = new Coverage();
    AtomicLong requests = new AtomicLong();
    Seeds.upTo(worlds)
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
  }
}
