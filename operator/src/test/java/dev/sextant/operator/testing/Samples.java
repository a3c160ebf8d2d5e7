package dev.sextant.operator.testing;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.model.BaselineResult;
import dev.sextant.contracts.model.Metric;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import dev.sextant.operator.kernel.StoreFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects that many tests start from. */
public final class Samples {
  private Samples() {}

  /** A store. */
  public static ArtifactStore store(String namespace) {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ArtifactStore
        metadata: {name: default, namespace: %s, uid: store-uid, generation: 1}
        spec:
          endpoint: http://store.example:9000
          bucket: sextant
          credentials: {secretName: store-keys}
        """
            .formatted(namespace),
        ArtifactStore.class);
  }

  /** A dataset. */
  public static Dataset dataset(String namespace) {
    return dataset(namespace, "pickup.getHours()");
  }

  /** A dataset with that feature. */
  public static Dataset dataset(String namespace, String cel) {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: Dataset
        metadata: {name: rides, namespace: %s, uid: dataset-uid, generation: 1}
        spec:
          source: {files: {uris: ["s3://lake/rides/*.csv"], format: CSV}}
          predictionTime: pickup
          columns:
          - {name: ride_id, type: String, role: RowId}
          - {name: pickup, type: Timestamp, role: Time}
          - {name: distance, type: Double, role: Feature, min: "0", missingAtMost: "0.01"}
          - {name: fare, type: Double, role: Label}
          features: [{name: hour, cel: "%s"}]
          split: {rolling: {train: 20d, validation: 3d, calibration: 2d, test: 5d, gap: 1h}}
        """
            .formatted(namespace, cel),
        Dataset.class);
  }

  /** A training on the dataset. */
  public static TrainingRun run(String namespace) {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: TrainingRun
        metadata: {name: fare-1, namespace: %s, uid: run-uid, generation: 1}
        spec:
          model: fare
          dataset: {name: rides}
          task: {kind: Regression}
          trainer: {xgboost: {rounds: 50, params: {eta: "0.1"}}}
          seed: 7
          baselines: [{kind: ZeroRule}, {kind: Heuristic, cel: "2.5 + 2.2 * distance"}]
          resources: {limits: {memory: 512Mi}}
        """
            .formatted(namespace),
        TrainingRun.class);
  }

  /** A snapshot of the dataset. */
  public static DatasetSnapshot snapshot(String namespace) {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: DatasetSnapshot
        metadata:
          name: rides-1
          namespace: %s
          uid: snapshot-uid
          generation: 1
          labels: {sextant.dev/dataset: rides, app.kubernetes.io/managed-by: sextant}
        spec:
          dataset: {name: rides, uid: dataset-uid}
          digest: "sha256:%s"
          inputHash: abc
          store: default
          manifest: s3://sextant/manifests/snapshots/a.json
          number: 1
          rows: {train: 800, validation: 100, calibration: 50, test: 200, outside: 7}
          columns:
          - {name: ride_id, type: String, role: RowId}
          - {name: pickup, type: Timestamp, role: Time}
          - {name: distance, type: Double, role: Feature}
          - {name: fare, type: Double, role: Label}
          features: [{name: hour, type: Double}]
        """
            .formatted(namespace, "a".repeat(64)),
        DatasetSnapshot.class);
  }

  /** A version that somebody imported. */
  public static ModelVersion version(String namespace) {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ModelVersion
        metadata:
          name: fare-imported
          namespace: %s
          uid: version-uid
          generation: 1
          labels: {sextant.dev/model: fare}
        spec:
          model: fare
          number: 3
          origin: Imported
          store: default
          artifact: {uri: "s3://sextant/models/fare.json", digest: "sha256:%s"}
          task: {kind: Regression}
          signature:
            inputs: [{name: distance, type: Double, datatype: FP64}]
            outputs: [{name: prediction, datatype: FP64}]
        """
            .formatted(namespace, "d".repeat(64)),
        ModelVersion.class);
  }

  /** What a snapshot job leaves. */
  public static JobResult.Snapshot snapshotResult(String hex, String inputHash) {
    return new JobResult.Snapshot(
        "sha256:" + hex,
        inputHash,
        "s3://sextant/manifests/snapshots/" + hex + ".json",
        false,
        Map.of(
            SplitName.train,
            800L,
            SplitName.validation,
            100L,
            SplitName.calibration,
            50L,
            SplitName.test,
            200L),
        7,
        List.of(
            new SnapshotColumn("ride_id", ColumnType.String, Role.RowId, false),
            new SnapshotColumn("pickup", ColumnType.Timestamp, Role.Time, false),
            new SnapshotColumn("distance", ColumnType.Double, Role.Feature, false),
            new SnapshotColumn("hour", ColumnType.Double, Role.Feature, true),
            new SnapshotColumn("fare", ColumnType.Double, Role.Label, false)),
        List.of(new FeatureExpression("hour", "pickup.getHours()")),
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-31T00:00:00Z"),
        List.of());
  }

  /** What a train job leaves. */
  public static JobResult.Model modelResult(String hex, String inputHash) {
    Metric mae = new Metric("mae", 1.5, 1.4, 1.6, 0.95);
    return new JobResult.Model(
        "sha256:" + hex,
        inputHash,
        "s3://sextant/manifests/models/" + hex + ".json",
        false,
        new Task.Regression(),
        new Signature(
            List.of(
                new Signature.Input("pickup", ColumnType.Timestamp),
                new Signature.Input("distance", ColumnType.Double)),
            List.of(new Signature.Output("prediction", "FP64"))),
        List.of(mae),
        List.of(new BaselineResult("ZeroRule", List.of(mae), mae)),
        Map.of(SplitName.train, 800L),
        Instant.parse("2026-01-25T00:00:00Z"),
        42,
        1e-7,
        200,
        "Bitwise",
        "s3://sextant/golden/" + hex + ".json",
        16);
  }

  /** The store of the namespace, as it is said to be. */
  public static StoreFacts store(boolean ready, String message) {
    return store(ready, message, Optional.empty());
  }

  /** The same, and when a probe found it fine. */
  public static StoreFacts store(boolean ready, String message, Optional<Instant> foundFine) {
    return new StoreFacts(
        "default",
        ready,
        message,
        new StoreLocation("http://store:9000", "us-east-1", "sextant", "", true),
        "store-keys",
        foundFine);
  }
}
