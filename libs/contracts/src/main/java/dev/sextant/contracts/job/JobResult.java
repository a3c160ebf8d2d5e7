package dev.sextant.contracts.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sextant.contracts.data.CheckResult;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.model.BaselineResult;
import dev.sextant.contracts.model.Metric;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job made, in full; at most 1 MiB of JSON in the store. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobResult.Snapshot.class, name = "Snapshot"),
  @JsonSubTypes.Type(value = JobResult.SnapshotRefused.class, name = "SnapshotRefused"),
  @JsonSubTypes.Type(value = JobResult.Model.class, name = "Model")
})
public sealed interface JobResult {
  /**
   * A snapshot was made, or found by its input.
   *
   * @param reused whether it was found rather than made
   */
  record Snapshot(
      String digest,
      String inputHash,
      String manifestUri,
      boolean reused,
      Map<SplitName, Long> rows,
      long outsideRows,
      List<SnapshotColumn> columns,
      List<FeatureExpression> features,
      @Nullable Instant timeFrom,
      @Nullable Instant timeUntil,
      List<CheckResult> checks)
      implements JobResult {}

  /** A snapshot was refused by a check. */
  record SnapshotRefused(String inputHash, List<CheckResult> checks) implements JobResult {}

  /**
   * A model was trained, or found by its input.
   *
   * @param reused whether it was found rather than trained
   * @param dataSeenUntil newest prediction time of any row that shaped the model; null without a
   *     time axis
   * @param bestRound rounds that the model uses; null for trainers without rounds
   * @param parity largest absolute difference between the trainer's and the server's answers
   * @param parityRows how many rows were compared
   */
  record Model(
      String digest,
      String inputHash,
      String manifestUri,
      boolean reused,
      Task task,
      Signature signature,
      List<Metric> metrics,
      List<BaselineResult> baselines,
      Map<SplitName, Long> rows,
      @Nullable Instant dataSeenUntil,
      @Nullable Integer bestRound,
      double parity,
      long parityRows,
      String reproducibility,
      String goldenUri,
      int goldenRows)
      implements JobResult {}
}
