package dev.sextant.operator.dataset;

import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import java.time.Duration;
import java.util.List;

/** What happens to a Dataset. */
enum DatasetEvent {
  DatasetIsCreated,
  DatasetIsDeleted,
  SpecChanges,
  TokenChanges,
  ScheduleChanges,
  SuspendFlips,
  SourceChanges,
  SnapshotIsDeleted,
  SnapshotIsUsed,
  SnapshotIsLeft,
  StoreFlips,
  StoreIsGone,
  StoreHasTrouble,
  StoreIsMended,
  AttemptsFail,
  DataIsRefused,
  AttemptsSucceed,
  JobIsDeleted,
  NodesAreFull,
  NodesHaveRoom,
  OperatorEnds,
  TimePasses,
  HoursPass,
  ClockGoesBack;

  private static final StoreTrouble[] TROUBLES = StoreTrouble.values();
  private static final List<String> SCHEDULES = List.of("", "", "0 * * * *", "* * * * *", "never");

  void happen(DatasetWorld world, Runnable crash) {
    switch (this) {
      case DatasetIsCreated -> world.create();
      case DatasetIsDeleted -> {
        world.delete();
        if (world.random.nextInt(3) > 0) {
          world.create();
        }
      }
      case SpecChanges -> {
        world.source = world.random.nextInt(3);
        world.edit();
      }
      case TokenChanges -> {
        world.token++;
        world.edit();
      }
      case ScheduleChanges -> {
        world.schedule = SCHEDULES.get(world.random.nextInt(SCHEDULES.size()));
        world.edit();
      }
      case SuspendFlips -> {
        world.suspended = !world.suspended;
        world.edit();
      }
      case SourceChanges -> world.content++;
      case SnapshotIsDeleted -> {
        if (!world.snapshots.isEmpty() && world.random.nextInt(3) == 0) {
          world.snapshots.remove(any(world));
        }
      }
      case SnapshotIsUsed -> {
        if (!world.snapshots.isEmpty()) {
          world.used.add(any(world));
        }
      }
      case SnapshotIsLeft -> world.used.clear();
      case StoreFlips -> world.storeReady = !world.storeReady;
      case StoreIsGone -> world.storeThere = !world.storeThere;
      case StoreHasTrouble -> world.trouble = TROUBLES[world.random.nextInt(TROUBLES.length)];
      case StoreIsMended -> world.mend();
      case AttemptsFail ->
          world.defect =
              new JobFailure(
                  new Claim(Reason.OutOfMemory, "too small"), "OutOfMemory", 137, null, false);
      case DataIsRefused ->
          world.defect =
              new JobFailure(
                  new Claim(Reason.Refused, "line 2: no number"), "BadRow", 42, null, true);
      case AttemptsSucceed -> world.defect = null;
      case JobIsDeleted -> {
        if (world.random.nextInt(3) == 0) {
          world.laws.excused = true;
          world.jobs.delete(job -> true);
        }
      }
      case NodesAreFull -> world.jobs.stick(true);
      case NodesHaveRoom -> world.jobs.stick(false);
      case OperatorEnds -> crash.run();
      case TimePasses -> world.now = world.now.plusSeconds(world.random.nextLong(400));
      case HoursPass -> world.now = world.now.plus(Duration.ofHours(2));
      case ClockGoesBack -> world.now = world.now.minusSeconds(world.random.nextLong(60));
    }
  }

  private static String any(DatasetWorld world) {
    List<String> names = List.copyOf(world.snapshots.keySet());
    return names.get(world.random.nextInt(names.size()));
  }

  /** From now on nothing is in the way, but for what the user wants. */
  static void calm(DatasetWorld world) {
    world.create();
    world.storeThere = true;
    world.storeReady = true;
    world.trouble = null;
    world.jobs.stick(false);
    if (world.random.nextInt(4) > 0) {
      world.defect = null;
    }
    if (world.suspended && world.random.nextInt(5) > 0) {
      world.suspended = false;
      world.edit();
    }
    world.noteAll();
  }
}
