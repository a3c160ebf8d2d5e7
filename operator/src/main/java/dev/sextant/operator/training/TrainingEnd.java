package dev.sextant.operator.training;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Durations;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingFailure;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.job.ResultReading;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.results.Results;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides how a run ends, and what it says ever after. */
final class TrainingEnd {
  private TrainingEnd() {}

  /** It has ended. Only its Jobs are left to be deleted. */
  static Plan<TrainingRunStatus> latched(TrainingTurn turn) {
    TrainingRunStatus status = turn.status();
    Verdict verdict = repeated(status);
    if (turn.seen().jobs().isEmpty()) {
      return Plan.say(verdict, status);
    }
    Duration left = left(turn, status);
    return left.isPositive()
        ? Plan.say(verdict, status).wakingAfter(left)
        : Plan.of(turn.deleteJobs(), verdict, status);
  }

  /** How long the Jobs stay still. */
  private static Duration left(TrainingTurn turn, TrainingRunStatus ended) {
    Instant at =
        ended.completionTime() == null ? turn.now() : Instant.parse(ended.completionTime());
    return Duration.between(turn.now(), at.plus(Durations.parse(turn.spec().ttl())));
  }

  /** Looks again when its Jobs have stayed long enough. */
  private static Plan<TrainingRunStatus> ended(TrainingTurn turn, Plan<TrainingRunStatus> plan) {
    return plan.wakingAfter(left(turn, plan.next()));
  }

  /**
   * What was said at the end. The conditions may have come to say something else meanwhile, such as
   * that a Job could not be deleted; how it ended stands beside them.
   */
  private static Verdict repeated(TrainingRunStatus status) {
    if (!"Failed".equals(status.phase())) {
      return new Verdict.Ready(
          Conditions.standing(status.conditions())
              .orElseGet(() ->
                  new Claim(Reason.Trained, "ModelVersion " + status.modelVersion() + " is used")));
    }
    TrainingFailure failure = status.failure();
    if (failure == null) {
      return Verdict.stalled(Reason.JobFailed, "it failed, and why is not known any more");
    }
    Reason reason =
        Conditions.find(status.conditions(), ConditionTypes.STALLED)
            .filter(c -> Objects.equals(c.message(), failure.message()))
            .flatMap(c -> Reason.of(c.reason()))
            .or(() -> Reason.of(failure.failureClass()))
            .orElse(
                Objects.equals(failure.exitCode(), Termination.EXIT_REFUSED)
                    ? Reason.Refused
                    : Reason.JobFailed);
    return Verdict.stalled(reason, Objects.requireNonNullElse(failure.message(), ""));
  }

  /** What a Job that succeeded ends in; empty when its result is lost and it must run again. */
  static Optional<Plan<TrainingRunStatus>> succeeded(
      TrainingTurn turn, JobFacts job, SnapshotPin pin, String hash) {
    Optional<Results.Answer> answer = Optional.ofNullable(turn.seen().answers().get(job.uid()));
    return switch (ResultReading.of(job, turn.seen().store(), answer, turn.now())) {
      case ResultReading.Lost ignored -> Optional.empty();
      case ResultReading.Wait wait ->
          Optional.of(
              Plan.of(
                      wait.steps(),
                      new Verdict.Progressing(wait.claim(), Optional.empty()),
                      TrainingStatuses.following(
                          turn.status(), job, "Running", turn.seen().progress()))
                  .wakingAfter(wait.again()));
      case ResultReading.Have have ->
          Optional.of(
              switch (have.result()) {
                case JobResult.Model model -> trained(turn, job, pin, hash, model);
                case JobResult.Snapshot ignored -> foreign(turn);
                case JobResult.SnapshotRefused ignored -> foreign(turn);
              });
    };
  }

  private static Plan<TrainingRunStatus> trained(
      TrainingTurn turn, JobFacts job, SnapshotPin pin, String hash, JobResult.Model model) {
    ModelVersion version =
        VersionResources.version(turn.run(), pin, turn.snapshot(pin), model, hash);
    String name = version.getMetadata().getName();
    TrainingRunStatus followed =
        TrainingStatuses.following(turn.status(), job, "Running", turn.seen().progress());
    Plan<TrainingRunStatus> plan =
        Plan.of(
            List.of(
                new Step.Register(
                    version,
                    VersionResources.siblings(turn.run()),
                    VersionResources.ownership(turn.run()))),
            Verdict.ready(Reason.Trained, "ModelVersion " + name + " was made"),
            TrainingStatuses.succeeded(
                followed,
                name,
                hash,
                job.finished().orElse(turn.now()),
                version.getSpec().metrics(),
                version.getSpec().baselines()));
    return ended(turn, plan);
  }

  static Plan<TrainingRunStatus> reused(TrainingTurn turn, ModelVersion version, String hash) {
    String name = version.getMetadata().getName();
    return Plan.say(
        Verdict.ready(
            Reason.Reused, "ModelVersion " + name + " was made from the same inputs and is used"),
        TrainingStatuses.succeeded(
            turn.status(),
            name,
            hash,
            turn.now(),
            version.getSpec().metrics(),
            version.getSpec().baselines()));
  }

  static Plan<TrainingRunStatus> failed(TrainingTurn turn, JobFacts job, String hash) {
    JobFailure failure = job.failure().orElseThrow();
    String attempts =
        failure.refused()
            ? " (the run has ended; delete it and create it anew to try again)"
            : " (failed attempts: %d; delete this run and create it anew to try again)"
                .formatted(Math.max(1, job.failures()));
    Claim claim = new Claim(failure.claim().reason(), failure.claim().message() + attempts);
    Plan<TrainingRunStatus> plan =
        Plan.say(
            new Verdict.Stalled(claim, Optional.empty()),
            TrainingStatuses.failed(turn.status(), job, failure, claim.message(), hash));
    return ended(turn, plan);
  }

  private static Plan<TrainingRunStatus> foreign(TrainingTurn turn) {
    return turn.pending(
        Verdict.stalled(
            Reason.InternalError,
            "the job succeeded with a result that is no model; install the images of one version"));
  }
}
