package dev.sextant.operator.training;

import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import java.time.Duration;

/** What happens to a training. */
enum TrainingEvent {
  RunIsCreated,
  RunIsDeleted,
  SuspendFlips,
  NewSnapshot,
  SnapshotIsDeleted,
  DatasetFlips,
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
  VersionIsDeleted,
  OperatorEnds,
  TimePasses,
  HoursPass,
  ClockGoesBack;

  private static final StoreTrouble[] TROUBLES = StoreTrouble.values();

  void happen(TrainingWorld world, Runnable crash) {
    switch (this) {
      case RunIsCreated -> world.create();
      case RunIsDeleted -> {
        world.delete();
        if (world.random.nextInt(3) > 0) {
          world.create();
        }
      }
      case SuspendFlips -> {
        world.suspended = !world.suspended;
        world.edit();
      }
      case NewSnapshot -> world.addSnapshot();
      case SnapshotIsDeleted -> {
        if (world.random.nextInt(4) == 0) {
          world.snapshots.removeFirst();
          world.addSnapshot();
        }
      }
      case DatasetFlips -> world.datasetReady = !world.datasetReady;
      case StoreFlips -> world.storeReady = !world.storeReady;
      case StoreIsGone -> world.storeThere = !world.storeThere;
      case StoreHasTrouble -> world.trouble = TROUBLES[world.random.nextInt(TROUBLES.length)];
      case StoreIsMended -> world.mend();
      case AttemptsFail ->
          world.defect =
              new JobFailure(
                  new Claim(Reason.OutOfMemory, "too small"), "OutOfMemory", 137, null, false);
      case DataIsRefused -> world.defect = refused();
      case AttemptsSucceed -> world.defect = null;
      case JobIsDeleted -> {
        if (world.random.nextInt(3) == 0) {
          world.laws.excused = true;
          world.jobs.delete(job -> true);
        }
      }
      case NodesAreFull -> world.jobs.stick(true);
      case NodesHaveRoom -> world.jobs.stick(false);
      case VersionIsDeleted -> {
        if (world.random.nextInt(3) == 0) {
          world.versions.clear();
        }
      }
      case OperatorEnds -> crash.run();
      case TimePasses -> world.now = world.now.plusSeconds(world.random.nextLong(400));
      case HoursPass -> world.now = world.now.plus(Duration.ofHours(2));
      case ClockGoesBack -> world.now = world.now.minusSeconds(world.random.nextLong(60));
    }
  }

  private static JobFailure refused() {
    return new JobFailure(
        new Claim(Reason.Refused, "spec.task: the label is no number"), "BadLabel", 42, null, true);
  }

  /** From now on nothing is in the way, but for what the user wants. */
  static void calm(TrainingWorld world) {
    world.create();
    world.storeThere = true;
    world.storeReady = true;
    world.datasetReady = true;
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
