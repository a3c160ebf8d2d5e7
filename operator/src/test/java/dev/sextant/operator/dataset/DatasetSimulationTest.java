package dev.sextant.operator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
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

final class DatasetSimulationTest {
  private static final int BUILD = 400;
  private static final int FIND = 3_000;
  private static final int SOAK = 100_000;

  /** Jobs that have ended stay for an hour. */
  private static final int LONGEST_REST = 1_500;

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
  void findsEveryPlantedFault(DatasetFault fault) {
    Hunt.find(
        fault, Seeds.upTo(FIND), seed -> live(seed, fault.planted(), fault.slips, new Coverage()));
  }

  private static void live(int worlds) {
    Coverage coverage = new Coverage();
    Seeds.upTo(worlds)
        .parallel()
        .forEach(seed -> live(seed, DatasetFault.real(), Set.of(), coverage));
    System.out.println(coverage.table());

    coverage.assertSeen(
        Arrays.stream(DatasetEvent.values()).map(Enum::name).toList(),
        "SnapshotReady+",
        "TakingSnapshot",
        "TakingSnapshot+",
        "Suspended",
        "StoreNotReady",
        "DataRefused");
    assertThat(coverage.states())
        .contains(
            "StoreTrouble",
            "OutOfMemory",
            "Reused+",
            "ReadingResult",
            "InvalidSpec",
            "Unschedulable",
            "StoreNotFound");
  }

  private static void live(
      long seed,
      Brain<Dataset, DatasetObserved, DatasetStatus> brain,
      Set<Slip> slips,
      Coverage coverage) {
    DatasetWorld world = new DatasetWorld(new SplittableRandom(seed));
    SimLife<Dataset, ?, DatasetStatus, DatasetObserved> life = new SimLife<>(world, brain, slips);
    try {
      world.create();
      life.trouble(
          DatasetEvent.values(),
          event -> event.happen(world, life::crash),
          coverage,
          () -> state(world));
      DatasetEvent.calm(world);
      life.rest(LONGEST_REST, world.laws::unfinished, world.schedule.isEmpty());
    } catch (AssertionError broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  /** The reason, with a plus while a snapshot fits. */
  private static String state(DatasetWorld world) {
    String reason = world.reason();
    boolean trouble =
        reason.equals(Reason.StoreError.name()) || StoreTrouble.of(reason).isPresent();
    return (trouble ? "StoreTrouble" : reason)
        + (Conditions.isReady(world.conditions()) ? "+" : "");
  }
}
