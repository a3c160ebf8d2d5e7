package dev.sextant.operator.dataset;

import dev.sextant.api.common.ColumnType;
import dev.sextant.api.dataset.BoundarySplit;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.FilesSource;
import dev.sextant.api.dataset.HashSplit;
import dev.sextant.api.dataset.RollingSplit;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.FileSource;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.operator.job.ContainerResources;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.kernel.Hashes;
import dev.sextant.operator.kernel.StoreFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the spec of a Dataset into what the worker is told, and into the hash of that. */
final class DatasetJobs {
  private DatasetJobs() {}

  /** The restart hash: exactly the fields that shape the rows. */
  static String hash(DatasetSpec spec) {
    return Hashes.version(1)
        .field("store", spec.store(), "default")
        .field("source", source(spec))
        .field("timeZone", spec.timeZone(), "UTC")
        .field("prepare", prepare(spec))
        .field("keepWhen", keepWhen(spec))
        .field("predictionTime", spec.predictionTime())
        .field("columns", columns(spec))
        .field("features", features(spec))
        .field("split", split(spec))
        .field("duplicates", spec.checks().duplicates().name(), "Fail")
        .digest();
  }

  static SnapshotJob job(Dataset dataset, StoreFacts store, String inputHash) {
    DatasetSpec spec = dataset.getSpec();
    ContainerResources resources = JobResources.resources("snapshot", spec.resources());
    return new SnapshotJob(
        store.location(),
        new ObjectRef(
            dataset.getMetadata().getNamespace(),
            dataset.getMetadata().getName(),
            dataset.getMetadata().getUid()),
        inputHash,
        source(spec),
        spec.timeZone(),
        prepare(spec),
        keepWhen(spec),
        spec.predictionTime(),
        columns(spec),
        features(spec),
        split(spec),
        DuplicatePolicy.valueOf(spec.checks().duplicates().name()),
        resources.cores(),
        resources.memoryBytes(),
        deadline(spec).toSeconds());
  }

  static Duration deadline(DatasetSpec spec) {
    return dev.sextant.api.common.Durations.parse(spec.limits().duration());
  }

  static List<Column> columns(DatasetSpec spec) {
    return spec.columns().stream()
        .map(c ->
            new Column(
                c.name(),
                type(c.type()),
                Role.valueOf(c.role().name()),
                c.availableAt() == null ? null : c.availableAt().column(),
                c.min(),
                c.max(),
                c.missingAtMost(),
                c.categoriesAtMost()))
        .toList();
  }

  static List<FeatureExpression> features(DatasetSpec spec) {
    return spec.features().stream().map(f -> new FeatureExpression(f.name(), f.cel())).toList();
  }

  static dev.sextant.contracts.data.ColumnType type(ColumnType type) {
    return dev.sextant.contracts.data.ColumnType.valueOf(type.name());
  }

  static @Nullable String keepWhen(DatasetSpec spec) {
    return spec.rows() == null ? null : spec.rows().keepWhen();
  }

  private static @Nullable String prepare(DatasetSpec spec) {
    return spec.prepare() == null ? null : spec.prepare().sql();
  }

  private static FileSource source(DatasetSpec spec) {
    FilesSource files = Objects.requireNonNull(spec.source().files(), "spec.source.files");
    FileSource.Csv csv =
        switch (files.format()) {
          case CSV ->
              Optional.ofNullable(files.csv())
                  .map(c -> new FileSource.Csv(c.delimiter(), c.header(), c.nullValues()))
                  .orElse(null);
          case Parquet, Unknown -> null;
        };
    return new FileSource(files.uris(), FileSource.Format.valueOf(files.format().name()), csv);
  }

  private static Split split(DatasetSpec spec) {
    var split = spec.split();
    if (split.rolling() != null) {
      return rolling(split.rolling());
    }
    if (split.boundaries() != null) {
      return boundaries(split.boundaries());
    }
    return hash(spec, Objects.requireNonNull(split.hash(), "spec.split"));
  }

  private static Split rolling(RollingSplit split) {
    return new Split.Rolling(
        duration(split.train()),
        duration(split.validation()),
        duration(split.calibration()),
        duration(split.test()),
        duration(split.gap()),
        duration(split.labelHorizon()));
  }

  private static Split boundaries(BoundarySplit split) {
    return new Split.Boundaries(
        instant(split.trainFrom()),
        instant(split.validationFrom()),
        instant(split.calibrationFrom()),
        OffsetDateTime.parse(split.testFrom()).toInstant(),
        instant(split.until()),
        duration(split.gap()),
        duration(split.labelHorizon()));
  }

  private static Split hash(DatasetSpec spec, HashSplit split) {
    String by =
        spec.columns().stream()
            .filter(c -> c.role().name().equals(split.by().name()))
            .map(dev.sextant.api.dataset.Column::name)
            .findFirst()
            .orElse(split.by().name());
    return new Split.Hash(by, split.train(), split.validation(), split.calibration(), split.test());
  }

  private static Duration duration(String text) {
    return dev.sextant.api.common.Durations.parse(text);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : OffsetDateTime.parse(text).toInstant();
  }
}
