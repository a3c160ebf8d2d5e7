package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.StoreTrouble;
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
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingSimulationTest {
  private static final int BUILD = 400;
  private static final int FIND = 3_000;
  private static final int SOAK = 100_000;

  /** The Jobs of a run that has ended stay for an hour. */
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

  /** Worlds that broke a law once. */
  @ParameterizedTest
  @ValueSource(longs = {1})
  void holdsEveryLawWhereOneWasBroken(long seed) {
    assertThatCode(() -> live(seed, TrainingFault.real(), Set.of(), new Coverage()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void findsEveryPlantedFault(TrainingFault fault) {
    Hunt.find(
        fault, Seeds.upTo(FIND), seed -> live(seed, fault.planted(), fault.slips, new Coverage()));
  }

  private static void live(int worlds) {
    Coverage coverage = new Coverage();
    Seeds.upTo(worlds)
        .parallel()
        .forEach(seed -> live(seed, TrainingFault.real(), Set.of(), coverage));
    System.out.println(coverage.table());

    coverage.assertSeen(
        Arrays.stream(TrainingEvent.values()).map(Enum::name).toList(),
        "Pending/Starting",
        "Pending/StoreNotReady",
        "Pending/SnapshotNotReady",
        "Running/Training",
        "Suspended/Suspended",
        "Succeeded/Trained",
        "Failed/DeadlineExceeded",
        "Failed/Refused");
    assertThat(coverage.states())
        .contains(
            "Failed/OutOfMemory",
            "Pending/StoreTrouble",
            "Succeeded/Reused",
            "Running/ReadingResult",
            "Running/ResultUnreadable",
            "Pending/Unschedulable",
            "Pending/SnapshotNotFound");
  }

  private static void live(
      long seed,
      Brain<TrainingRun, TrainingObserved, TrainingRunStatus> brain,
      Set<Slip> slips,
      Coverage coverage) {
    TrainingWorld world = new TrainingWorld(new SplittableRandom(seed));
    SimLife<TrainingRun, ?, TrainingRunStatus, TrainingObserved> life =
        new SimLife<>(world, brain, slips);
    try {
      world.create();
      life.trouble(
          TrainingEvent.values(),
          event -> event.happen(world, life::crash),
          coverage,
          () -> state(world));
      TrainingEvent.calm(world);
      life.rest(LONGEST_REST, world.laws::unfinished);
    } catch (AssertionError broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  private static String state(TrainingWorld world) {
    String reason = world.reason();
    boolean trouble =
        reason.equals(Reason.StoreError.name()) || StoreTrouble.of(reason).isPresent();
    return world.status().map(TrainingRunStatus::phase).orElse("New")
        + "/"
        + (trouble ? "StoreTrouble" : reason);
  }
}
