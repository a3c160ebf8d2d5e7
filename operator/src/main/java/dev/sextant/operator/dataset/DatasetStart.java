package dev.sextant.operator.dataset;

import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides whether a Job can begin, or what is missing. */
final class DatasetStart {
  private DatasetStart() {}

  /**
   * No Job is seen: the first begins. One that has begun already gets the same name again, so that
   * nothing comes of it when the cache is late, and it is replaced when somebody deleted it.
   */
  static Plan<DatasetStatus> begin(DatasetTurn turn) {
    return turn.isBegun()
        ? begin(turn, Math.max(1, Names.attempt(turn.status().job())), turn.spent())
        : begin(turn, 1, 0);
  }

  /**
   * Begins an attempt in place of all earlier ones.
   *
   * @param spent how many attempts at the work have failed so far
   */
  static Plan<DatasetStatus> begin(DatasetTurn turn, int attempt, int spent) {
    if (turn.spec().suspend()) {
      return turn.suspended();
    }
    String path = "spec.store: ArtifactStore \"" + turn.spec().store() + "\"";
    if (turn.seen().store().isEmpty()) {
      return turn.stalled(
          new Claim(
              Reason.StoreNotFound,
              path + " not found in this namespace; create it or fix the name"));
    }
    StoreFacts store = turn.seen().store().get();
    if (!store.ready()) {
      Claim claim =
          new Claim(
              Reason.StoreNotReady,
              path + " is not Ready: " + store.message() + "; it goes on when the store is Ready");
      return turn.progressing(List.of(), claim, turn.status());
    }
    String name =
        Names.job("snapshot", turn.dataset().getMetadata().getName(), turn.work(), attempt);
    List<Step> steps = new ArrayList<>(turn.deleteJobs(job -> true));
    steps.add(new Step.Create(job(turn, store, name, spent), turn.child()));
    Plan<DatasetStatus> plan =
        turn.progressing(
                steps,
                new Claim(Reason.TakingSnapshot, "Job " + name + " is being started"),
                DatasetStatuses.started(turn.status(), name, spent))
            .wakingAfter(JobRequest.SEEN_WITHIN);
    return spent == turn.spent() ? plan : plan.writingFirst();
  }

  private static Job job(DatasetTurn turn, StoreFacts store, String name, int spent) {
    DatasetSpec spec = turn.spec();
    return JobResources.job(
        new JobRequest(
            turn.dataset(),
            name,
            "snapshot",
            DatasetJobs.job(turn.dataset(), store, DatasetJobs.hash(spec)),
            turn.work(),
            store.secretName(),
            spec.resources(),
            spec.limits().failures(),
            spent,
            DatasetJobs.deadline(spec),
            false,
            Map.of(Labels.STORE, spec.store())),
        turn.settings());
  }
}
