package dev.sextant.worker.snapshot;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot visible, manifest before pointer, and finds the one of an earlier run. */
final class Publisher {
  private static final int FORMAT = 1;

  private final WorkerContext context;

  Publisher(WorkerContext context) {
    this.context = context;
  }

  /** The snapshot that was made from the same input, if all its files are still there. */
  Optional<JobResult.Snapshot> find(SnapshotJob job, String input) throws IOException {
    Artifacts artifacts = context.artifacts();
    Optional<String> uri = artifacts.pointer(Artifacts.Kind.snapshots, input);
    if (uri.isEmpty()) {
      return Optional.empty();
    }
    Optional<SnapshotManifest> manifest =
        artifacts
            .read(uri.get())
            .map(bytes ->
                Json.read(new String(bytes, StandardCharsets.UTF_8), SnapshotManifest.class));
    if (manifest.isEmpty() || !complete(manifest.get())) {
      return Optional.empty();
    }
    return Optional.of(result(job, manifest.get(), uri.get(), true));
  }

  private boolean complete(SnapshotManifest manifest) throws IOException {
    List<FileRef> files = new ArrayList<>(List.of(manifest.profile()));
    manifest.splits().values().forEach(part -> files.addAll(filesOf(part)));
    for (FileRef file : files) {
      if (!context.artifacts().has(file)) {
        return false;
      }
    }
    return true;
  }

  /** An empty list is not written, so that it reads as null. */
  private static List<FileRef> filesOf(SplitData part) {
    @Nullable List<FileRef> files = part.files();
    return files == null ? List.of() : files;
  }

  JobResult.Snapshot publish(
      Declaration declaration,
      List<Artifacts.Source> sources,
      String input,
      Map<SplitName, SplitData> parts,
      long outside,
      FileRef profile,
      Checks checks)
      throws IOException {
    context.phase("Publish", 93);
    SnapshotManifest manifest =
        new SnapshotManifest(
            FORMAT,
            digest(declaration, parts),
            declaration.snapshotColumns(),
            declaration.job().features(),
            declaration.axis() == null ? null : declaration.axis().name(),
            declaration.job().timeZone(),
            parts,
            outside,
            dataSeenUntil(parts),
            profile,
            checks.results(),
            SnapshotWork.listed(sources));
    byte[] json = Json.write(manifest).getBytes(StandardCharsets.UTF_8);
    Artifacts artifacts = context.artifacts();
    String uri = artifacts.putManifest(Artifacts.Kind.snapshots, manifest.digest(), json);
    artifacts.point(Artifacts.Kind.snapshots, input, uri);
    return result(declaration.job(), manifest, uri, false);
  }

  /** Logical content only: no file names, sizes, encodings, times or sources. */
  static String digest(Declaration declaration, Map<SplitName, SplitData> parts) {
    Map<String, Object> content = new HashMap<>();
    content.put("format", FORMAT);
    content.put("columns", declaration.snapshotColumns());
    content.put("features", declaration.job().features());
    content.put("predictionTime", declaration.axis() == null ? "" : declaration.axis().name());
    content.put("timeZone", declaration.job().timeZone());
    Map<String, String> hashes = new HashMap<>();
    parts.forEach((name, part) -> hashes.put(name.name(), part.contentHash()));
    content.put("parts", hashes);
    return "sha256:" + Json.sha256(content);
  }

  private static @Nullable Instant dataSeenUntil(Map<SplitName, SplitData> parts) {
    List<SplitData> seen = new ArrayList<>();
    parts.forEach((name, part) -> {
      if (name != SplitName.test) {
        seen.add(part);
      }
    });
    return SnapshotWork.newest(seen).orElse(null);
  }

  private static JobResult.Snapshot result(
      SnapshotJob job, SnapshotManifest manifest, String uri, boolean reused) {
    Map<SplitName, Long> rows = new EnumMap<>(SplitName.class);
    manifest.splits().forEach((name, part) -> rows.put(name, part.rows()));
    List<SplitData> parts = List.copyOf(manifest.splits().values());
    @Nullable Instant from =
        parts.stream()
            .map(SplitData::from)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    @Nullable List<dev.sextant.contracts.data.FeatureExpression> features = manifest.features();
    return new JobResult.Snapshot(
        manifest.digest(),
        job.inputHash(),
        uri,
        reused,
        rows,
        manifest.outsideRows(),
        manifest.columns(),
        features == null ? List.of() : features,
        from,
        SnapshotWork.newest(parts).orElse(null),
        manifest.checks());
  }
}
