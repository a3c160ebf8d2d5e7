package dev.sextant.operator.modelversion;

import dev.sextant.api.common.Labels;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.ModelVersionSpec;
import dev.sextant.api.model.ModelVersionStatus;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a version is fit to be served by its shape alone; that the bytes are there is
 * found out when a server fetches them.
 */
final class VersionDecider {
  private VersionDecider() {}

  static Plan<ModelVersionStatus> decide(ModelVersion version, ModelVersionStatus status) {
    Verdict verdict =
        problem(version)
            .<Verdict>map(message -> Verdict.stalled(Reason.InvalidSpec, message))
            .orElseGet(() ->
                Verdict.ready(
                    Reason.Available,
                    "version %d of %s can be served"
                        .formatted(version.getSpec().number(), version.getSpec().model())));
    return Plan.say(verdict, status);
  }

  private static Optional<String> problem(ModelVersion version) {
    ModelVersionSpec spec = version.getSpec();
    Map<String, String> labels =
        Objects.requireNonNullElse(version.getMetadata().getLabels(), Map.of());
    if (!spec.model().equals(labels.get(Labels.MODEL))) {
      return Optional.of(
          "metadata.labels: the label %s must be %s, or the version is not numbered with its model; set it"
              .formatted(Labels.MODEL, spec.model()));
    }
    if (!spec.artifact().uri().startsWith("s3://")) {
      return Optional.of("spec.artifact.uri: must begin with s3://; correct it");
    }
    List<String> inputs = spec.signature().inputs().stream().map(i -> i.name()).toList();
    return duplicate("spec.signature.inputs", inputs)
        .or(() ->
            duplicate(
                "spec.signature.outputs",
                spec.signature().outputs().stream().map(o -> o.name()).toList()));
  }

  private static Optional<String> duplicate(String path, List<String> names) {
    if (names.isEmpty()) {
      return Optional.of(path + ": there is none; say what a request gives and an answer has");
    }
    Set<String> seen = new HashSet<>();
    return names.stream()
        .filter(name -> !seen.add(name))
        .findFirst()
        .map(name -> path + ": '" + name + "' is there twice; rename one of the two");
  }
}
