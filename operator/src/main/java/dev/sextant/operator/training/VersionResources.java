package dev.sextant.operator.training;

import dev.sextant.api.common.BaselineKind;
import dev.sextant.api.common.BaselineResult;
import dev.sextant.api.common.ColumnType;
import dev.sextant.api.common.Labels;
import dev.sextant.api.common.Metric;
import dev.sextant.api.common.NamedReference;
import dev.sextant.api.common.Split;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.Artifact;
import dev.sextant.api.model.Datatype;
import dev.sextant.api.model.GoldenRequests;
import dev.sextant.api.model.Lineage;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.ModelVersionSpec;
import dev.sextant.api.model.Origin;
import dev.sextant.api.model.Reproducibility;
import dev.sextant.api.model.RunReference;
import dev.sextant.api.model.Signature;
import dev.sextant.api.model.SignatureInput;
import dev.sextant.api.model.SignatureOutput;
import dev.sextant.api.model.SnapshotReference;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Ownership;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders the ModelVersion of a result. It has no owner: it outlives its training. */
final class VersionResources {
  private VersionResources() {}

  static String name(TrainingRun run, JobResult.Model result) {
    return Names.immutable(run.getSpec().model(), result.digest());
  }

  /** The label by which all versions of a model are numbered, whoever made them. */
  static Map<String, String> siblings(TrainingRun run) {
    return Map.of(Labels.MODEL, run.getSpec().model());
  }

  static Ownership ownership(TrainingRun run) {
    return new Ownership.Labelled(
        Map.of(Labels.MANAGED_BY, Labels.MANAGER, Labels.MODEL, run.getSpec().model()));
  }

  static ModelVersion version(
      TrainingRun run,
      SnapshotPin pin,
      Optional<DatasetSnapshot> snapshot,
      JobResult.Model result,
      String hash) {
    String snapshotUid = snapshot.map(s -> s.getMetadata().getUid()).orElse(null);
    ModelVersion version = new ModelVersion();
    Map<String, String> labels = new TreeMap<>(siblings(run));
    labels.put(Labels.MANAGED_BY, Labels.MANAGER);
    labels.put(Labels.ORIGIN, Origin.Trained.name());
    labels.put(Labels.OWNER_KIND, "TrainingRun");
    labels.put(Labels.OWNER_NAME, run.getMetadata().getName());
    labels.put(Labels.INPUT_HASH, Names.shortHash(hash, 40));
    version.setMetadata(
        new ObjectMetaBuilder()
            .withName(name(run, result))
            .withNamespace(run.getMetadata().getNamespace())
            .withLabels(labels)
            .build());
    version.setSpec(
        new ModelVersionSpec(
            run.getSpec().model(),
            1,
            Origin.Trained,
            run.getSpec().store(),
            new Artifact(result.manifestUri(), result.digest()),
            run.getSpec().task(),
            signature(result),
            metrics(result.metrics()),
            baselines(result),
            new Lineage(
                new RunReference(run.getMetadata().getName(), run.getMetadata().getUid(), hash),
                snapshot.map(s -> new NamedReference(s.getSpec().dataset().name())).orElse(null),
                new SnapshotReference(pin.name(), snapshotUid, pin.digest())),
            result.dataSeenUntil() == null ? null : result.dataSeenUntil().toString(),
            new GoldenRequests(result.goldenUri(), result.goldenRows()),
            Reproducibility.valueOf(result.reproducibility())));
    return version;
  }

  private static Signature signature(JobResult.Model result) {
    return new Signature(
        result.signature().inputs().stream()
            .map(input ->
                new SignatureInput(
                    input.name(),
                    Datatype.valueOf(input.type().datatype()),
                    ColumnType.valueOf(input.type().name())))
            .toList(),
        result.signature().outputs().stream()
            .map(output -> new SignatureOutput(output.name(), Datatype.valueOf(output.datatype())))
            .toList());
  }

  /** The metrics of the test rows; a number that is none is left out. */
  static List<Metric> metrics(List<dev.sextant.contracts.model.Metric> metrics) {
    return metrics.stream()
        .filter(m -> Double.isFinite(m.value()))
        .map(m ->
            new Metric(
                m.name(),
                Split.Test,
                Double.toString(m.value()),
                number(m.low()),
                number(m.high())))
        .toList();
  }

  static List<BaselineResult> baselines(JobResult.Model result) {
    return result.baselines().stream()
        .map(b ->
            new BaselineResult(
                BaselineKind.valueOf(b.name()),
                metrics(b.metrics()),
                metrics(List.of(b.improvement())).stream().findFirst().orElse(null)))
        .toList();
  }

  private static @Nullable String number(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : Double.toString(value);
  }
}
