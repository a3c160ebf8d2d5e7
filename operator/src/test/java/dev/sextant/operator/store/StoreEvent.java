package dev.sextant.operator.store;

import dev.sextant.contracts.job.StoreTrouble;
import java.time.Duration;
import java.util.Optional;

/** What happens to an ArtifactStore. */
enum StoreEvent {
  StoreIsCreated,
  StoreIsDeleted,
  SpecChanges,
  StoreHasTrouble,
  StoreIsMended,
  JobHasTrouble,
  ProbeIsDeleted,
  NodesAreFull,
  NodesHaveRoom,
  OperatorEnds,
  TimePasses,
  HoursPass,
  ClockGoesBack;

  private static final StoreTrouble[] TROUBLES = StoreTrouble.values();

  void happen(StoreWorld world, Runnable crash) {
    switch (this) {
      case StoreIsCreated -> world.create();
      case StoreIsDeleted -> {
        world.delete();
        if (world.random.nextInt(3) > 0) {
          world.create();
        }
      }
      case SpecChanges -> {
        world.bucket = world.random.nextInt(3);
        world.edit();
      }
      case StoreHasTrouble -> world.trouble = TROUBLES[world.random.nextInt(TROUBLES.length)];
      case StoreIsMended -> world.trouble = null;
      case JobHasTrouble -> world.doubted = Optional.of(world.now);
      case ProbeIsDeleted -> {
        if (world.random.nextInt(3) == 0) {
          world.laws.forget();
          world.jobs.delete(job -> true);
        }
      }
      case NodesAreFull -> world.jobs.stick(true);
      case NodesHaveRoom -> world.jobs.stick(false);
      case OperatorEnds -> crash.run();
      case TimePasses -> world.now = world.now.plusSeconds(world.random.nextLong(400));
      case HoursPass -> world.now = world.now.plus(Duration.ofHours(2));
      case ClockGoesBack -> {
        Duration back = Duration.ofSeconds(world.random.nextLong(60));
        world.now = world.now.minus(back);
        world.behind = world.behind.plus(back);
      }
    }
  }

  /** From now on nothing changes any more. */
  static void calm(StoreWorld world) {
    world.create();
    world.passes = false;
    world.trouble =
        world.random.nextInt(3) == 0 ? TROUBLES[world.random.nextInt(TROUBLES.length)] : null;
    world.jobs.stick(false);
    if (world.trouble != null && world.random.nextBoolean()) {
      // The clock has caught up with what it had shown before.
      world.now = world.now.plus(world.behind).plus(Duration.ofMinutes(10));
      world.doubted = Optional.of(world.now);
    }
    world.noteAll();
  }
}
