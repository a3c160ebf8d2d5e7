package dev.sextant.operator.training;

import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a Job can begin, or what is missing. */
final class TrainingStart {
  private TrainingStart() {}

  /**
   * Begins an attempt in place of all earlier ones.
   *
   * @param spent how many attempts at the work have failed so far
   */
  static Plan<TrainingRunStatus> begin(
      TrainingTurn turn, SnapshotPin pin, String hash, int attempt, int spent) {
    if (turn.spec().suspend()) {
      return turn.suspended(List.of());
    }
    Optional<DatasetSnapshot> snapshot = turn.snapshot(pin);
    if (snapshot.isEmpty()) {
      return turn.pending(
          Verdict.stalled(
              Reason.SnapshotNotFound,
              "status.snapshot: DatasetSnapshot %s is gone; delete this run and create it anew"
                  .formatted(pin.name())));
    }
    Optional<Verdict> missing = missing(turn, snapshot.get());
    if (missing.isPresent()) {
      return turn.pending(missing.get());
    }
    StoreFacts store = turn.seen().store().orElseThrow();
    String name = Names.job("train", turn.run().getMetadata().getName(), hash, attempt);
    Job job = job(turn, store, pin, snapshot.get().getSpec().manifest(), hash, name, spent);
    List<Step> steps = new ArrayList<>(turn.deleteJobs());
    steps.add(new Step.Create(job, turn.child(), Optional.of(result(turn.spec(), hash))));
    Plan<TrainingRunStatus> plan =
        Plan.of(
                steps,
                Verdict.progressing(Reason.Training, "Job " + name + " is being started"),
                TrainingStatuses.started(turn.status(), name, spent))
            .wakingAfter(JobRequest.SEEN_WITHIN);
    return spent == turn.spent() ? plan : plan.writingFirst();
  }

  private static Optional<Verdict> missing(TrainingTurn turn, DatasetSnapshot snapshot) {
    Optional<Claim> problem = TrainingCheck.problem(turn.spec(), snapshot);
    if (problem.isPresent()) {
      return Optional.of(
          Verdict.stalled(
              problem.get().reason(),
              problem.get().message() + "; a run cannot be changed: delete it and create it anew"));
    }
    String path = "spec.store: ArtifactStore \"" + turn.spec().store() + "\"";
    Optional<StoreFacts> store = turn.seen().store();
    if (store.isEmpty()) {
      return Optional.of(
          Verdict.stalled(
              Reason.StoreNotFound,
              path + " not found in this namespace; create it or fix the name"));
    }
    return store.get().ready()
        ? Optional.empty()
        : Optional.of(
            Verdict.progressing(
                Reason.StoreNotReady,
                path
                    + " is not Ready: "
                    + store.get().message()
                    + "; it goes on when the store is"));
  }

  /** A version with the same inputs: then nothing must begin. */
  private static Step.Result result(TrainingRunSpec spec, String hash) {
    return new Step.Result(
        ModelVersion.class,
        Map.of(Labels.MODEL, spec.model(), Labels.INPUT_HASH, Names.shortHash(hash, 40)));
  }

  private static Job job(
      TrainingTurn turn,
      StoreFacts store,
      SnapshotPin pin,
      String manifest,
      String hash,
      String name,
      int spent) {
    TrainingRunSpec spec = turn.spec();
    return JobResources.job(
        new JobRequest(
            turn.run(),
            name,
            "train",
            TrainingJobs.job(turn.run(), store, pin, manifest, hash),
            hash,
            store.secretName(),
            spec.resources(),
            spec.limits().failures(),
            spent,
            TrainingJobs.deadline(spec),
            false,
            Map.of(Labels.MODEL, spec.model(), Labels.STORE, spec.store())),
        turn.settings());
  }
}
