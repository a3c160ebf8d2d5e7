package dev.sextant.operator.dataset;

import dev.sextant.api.common.Labels;
import dev.sextant.api.common.ObjectReference;
import dev.sextant.api.common.RowCounts;
import dev.sextant.api.dataset.CheckResult;
import dev.sextant.api.dataset.ColumnRole;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotSpec;
import dev.sextant.api.dataset.SnapshotColumn;
import dev.sextant.api.dataset.SnapshotFeature;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Ownership;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders the DatasetSnapshot of a result. It has no owner: it outlives its Dataset. */
final class SnapshotResources {
  private static final int LONGEST = 1_024;

  private SnapshotResources() {}

  static String name(Dataset dataset, JobResult.Snapshot result) {
    return Names.immutable(dataset.getMetadata().getName(), result.digest());
  }

  /** The labels by which the snapshots of a dataset are found and known as ours. */
  static Map<String, String> siblings(Dataset dataset) {
    return Map.of(
        Labels.MANAGED_BY,
        Labels.MANAGER,
        Labels.DATASET,
        Names.label(dataset.getMetadata().getName()));
  }

  static Ownership ownership(Dataset dataset) {
    return new Ownership.Labelled(siblings(dataset));
  }

  static DatasetSnapshot snapshot(Dataset dataset, JobResult.Snapshot result) {
    DatasetSnapshot snapshot = new DatasetSnapshot();
    Map<String, String> labels = new TreeMap<>(siblings(dataset));
    labels.put(Labels.OWNER_KIND, "Dataset");
    labels.put(Labels.OWNER_NAME, dataset.getMetadata().getName());
    labels.put(Labels.INPUT_HASH, Names.shortHash(result.inputHash(), 40));
    snapshot.setMetadata(
        new ObjectMetaBuilder()
            .withName(name(dataset, result))
            .withNamespace(dataset.getMetadata().getNamespace())
            .withLabels(labels)
            .build());
    snapshot.setSpec(
        new DatasetSnapshotSpec(
            new ObjectReference(dataset.getMetadata().getName(), dataset.getMetadata().getUid()),
            result.digest(),
            result.inputHash(),
            dataset.getSpec().store(),
            result.manifestUri(),
            1,
            rows(result),
            result.columns().stream()
                .filter(c -> !c.computed())
                .map(
                    c -> new SnapshotColumn(c.name(), type(c), ColumnRole.valueOf(c.role().name())))
                .toList(),
            result.columns().stream()
                .filter(c -> c.computed())
                .map(c -> new SnapshotFeature(c.name(), type(c)))
                .toList(),
            text(result.timeFrom()),
            text(result.timeUntil()),
            checks(result.checks())));
    return snapshot;
  }

  static RowCounts rows(JobResult.Snapshot result) {
    return new RowCounts(
        result.rows().getOrDefault(SplitName.train, 0L),
        result.rows().getOrDefault(SplitName.validation, 0L),
        result.rows().getOrDefault(SplitName.calibration, 0L),
        result.rows().getOrDefault(SplitName.test, 0L),
        result.outsideRows());
  }

  /** What the checks found; those that failed first, as many as the API takes. */
  static List<CheckResult> checks(List<dev.sextant.contracts.data.CheckResult> checks) {
    return checks.stream()
        .sorted(Comparator.comparing(dev.sextant.contracts.data.CheckResult::passed))
        .limit(100)
        .map(c ->
            new CheckResult(
                cut(c.name(), 256),
                c.passed(),
                cut(c.value(), 256),
                cut(c.threshold(), 256),
                cut(c.message(), LONGEST)))
        .toList();
  }

  private static dev.sextant.api.common.ColumnType type(
      dev.sextant.contracts.data.SnapshotColumn column) {
    return dev.sextant.api.common.ColumnType.valueOf(column.type().name());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static String cut(@Nullable String text, int longest) {
    String whole = text == null ? "" : text;
    return whole.length() > longest ? whole.substring(0, longest) : whole;
  }
}
