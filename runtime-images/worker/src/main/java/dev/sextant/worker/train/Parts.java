package dev.sextant.worker.train;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Brings the parts of the pinned snapshot into the scratch directory, verified. */
final class Parts {
  private static final List<SplitName> NEEDED =
      List.of(SplitName.train, SplitName.validation, SplitName.test);

  private Parts() {}

  /** Reads the manifest, which must be the one that the run pinned. */
  static SnapshotManifest manifest(TrainJob spec, WorkerContext context) throws IOException {
    byte[] json =
        context
            .artifacts()
            .read(spec.snapshotUri())
            .orElseThrow(() ->
                new JobRefusedException(
                    "SnapshotMissing",
                    "spec.dataset: the snapshot's manifest %s is gone; make the snapshot anew"
                        .formatted(spec.snapshotUri())));
    var manifest = Json.read(new String(json, StandardCharsets.UTF_8), SnapshotManifest.class);
    if (!manifest.digest().equals(spec.snapshotDigest())) {
      throw new JobRefusedException(
          "SnapshotChanged",
          "spec.dataset: %s is the manifest of %s, not of %s; make the snapshot anew"
              .formatted(spec.snapshotUri(), manifest.digest(), spec.snapshotDigest()));
    }
    return manifest;
  }

  /** Downloads what training reads; parts without rows are left out. */
  static Map<SplitName, List<Path>> fetch(SnapshotManifest manifest, WorkerContext context)
      throws IOException {
    Path directory = Files.createDirectories(context.scratch().resolve("parts"));
    var parts = new EnumMap<SplitName, List<Path>>(SplitName.class);
    for (SplitName name : NEEDED) {
      SplitData part = manifest.splits().get(name);
      if (part == null || part.rows() == 0) {
        continue;
      }
      var files = new ArrayList<Path>();
      for (int i = 0; i < part.files().size(); i++) {
        context.checkpoint();
        Path file = directory.resolve("%s-%d.parquet".formatted(name, i));
        context.artifacts().fetch(part.files().get(i), file);
        files.add(file);
      }
      parts.put(name, List.copyOf(files));
    }
    for (SplitName name : List.of(SplitName.train, SplitName.test)) {
      if (!parts.containsKey(name)) {
        throw new JobRefusedException(
            "EmptyPart",
            "spec.dataset: the snapshot's %s part is empty; change the Dataset's split"
                .formatted(name));
      }
    }
    return parts;
  }
}
