package dev.sextant.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.sim.Brain;
import dev.sextant.operator.sim.Coverage;
import dev.sextant.operator.sim.Hunt;
import dev.sextant.operator.sim.Seeds;
import dev.sextant.operator.sim.SimLife;
import dev.sextant.operator.sim.Slip;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StoreSimulationTest {
  private static final int BUILD = 400;
  private static final int FIND = 2_000;
  private static final int SOAK = 100_000;

  /** A store that was fine is probed again after an hour. */
  private static final int LONGEST_REST = 1_500;

  /** One that a Job has found wanting is probed long before. */
  private static final int LONGEST_DOUBT = 250;

  @Test
  void holdsEveryLawInEveryWorld() {
    live(BUILD);
  }

  @Test
  @Tag("soak")
  void holdsEveryLawInManyMoreWorlds() {
    live(SOAK);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void findsEveryPlantedFault(StoreFault fault) {
    Hunt.find(
        fault, Seeds.upTo(FIND), seed -> live(seed, fault.planted(), fault.slips, new Coverage()));
  }

  private static void live(int worlds) {
    Coverage coverage = new Coverage();
    Seeds.upTo(worlds)
        .parallel()
        .forEach(seed -> live(seed, StoreFault.real(), Set.of(), coverage));
    System.out.println(coverage.table());

    coverage.assertSeen(
        Arrays.stream(StoreEvent.values()).map(Enum::name).toList(),
        "StoreUsable+",
        "Probing",
        "StoreTrouble");
    assertThat(coverage.states()).contains("Unschedulable");
  }

  private static void live(
      long seed,
      Brain<ArtifactStore, StoreObserved, ArtifactStoreStatus> brain,
      Set<Slip> slips,
      Coverage coverage) {
    StoreWorld world = new StoreWorld(new SplittableRandom(seed));
    SimLife<ArtifactStore, ?, ArtifactStoreStatus, StoreObserved> life =
        new SimLife<>(world, brain, slips);
    try {
      world.create();
      life.trouble(
          StoreEvent.values(),
          event -> event.happen(world, life::crash),
          coverage,
          () -> state(world));
      StoreEvent.calm(world);
      boolean doubted = world.doubted.filter(world.now::equals).isPresent();
      life.rest(doubted ? LONGEST_DOUBT : LONGEST_REST, world.laws::unfinished, false);
    } catch (AssertionError broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  /** The reason, with a plus while it is Ready. */
  private static String state(StoreWorld world) {
    String reason = world.reason();
    boolean trouble =
        reason.equals(Reason.StoreError.name()) || StoreTrouble.of(reason).isPresent();
    return (trouble ? "StoreTrouble" : reason)
        + (Conditions.isReady(world.conditions()) ? "+" : "");
  }
}
