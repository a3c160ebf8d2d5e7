package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.features.Feature;
import dev.sextant.features.FeatureProgram;
import dev.sextant.features.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether every input of the model is known when a prediction is made.
 *
 * <p>It goes by what is declared, never by the data: no statistic separates a leak from a good
 * feature.
 */
final class Availability {
  private final SnapshotJob job;
  private final String axis;
  private final Checks checks;

  private Availability(SnapshotJob job, String axis, Checks checks) {
    this.job = job;
    this.axis = axis;
    this.checks = checks;
  }

  static void check(SnapshotJob job, FeatureProgram features, String axis, Checks checks) {
    Availability availability = new Availability(job, axis, checks);
    availability.columns();
    availability.features(features.features());
  }

  private void columns() {
    for (int i = 0; i < job.columns().size(); i++) {
      Column column = job.columns().get(i);
      if (column.role() != Role.Feature) {
        continue;
      }
      String name = "available(" + column.name() + ")";
      if (late(column)) {
        checks.failed(
            Reason.NotAvailable,
            name,
            String.valueOf(column.availableAt()),
            axis,
            "%s: is known at %s, after the prediction time %s; remove it or change availableAt"
                .formatted(Declaration.path(job.columns(), i), column.availableAt(), axis));
      } else {
        checks.passed(name, axis, axis, column.name() + " is known at the prediction time");
      }
    }
  }

  private void features(List<Feature> features) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < job.columns().size(); i++) {
      positions.put(job.columns().get(i).name(), i);
    }
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      String name = "available(" + feature.name() + ")";
      String path = "features[%d] (%s)".formatted(i, feature.name());
      boolean sound = true;
      for (Variable input : feature.inputs()) {
        int position = positions.getOrDefault(input.name(), 0);
        Optional<String> problem = readProblem(job.columns().get(position), position);
        if (problem.isPresent()) {
          sound = false;
          checks.failed(Reason.NotAvailable, name, path + ": reads " + problem.get());
        }
      }
      if (sound) {
        checks.passed(name, axis, axis, feature.name() + " is known at the prediction time");
      }
    }
  }

  private Optional<String> readProblem(Column column, int position) {
    String name = column.name();
    if (late(column)) {
      return Optional.of(
          "%s, which is known at %s, after the prediction time %s; leave it out or change %s"
              .formatted(
                  name, column.availableAt(), axis, "columns[" + position + "].availableAt"));
    }
    if (isLateClock(column)) {
      return Optional.of(
          "%s, a time after the prediction time %s at which other columns become known; leave it"
                  .formatted(name, axis)
              + " out");
    }
    return switch (column.role()) {
      case Label -> Optional.of(name + ", which is the label; leave it out");
      case RowId, Entity, Group ->
          Optional.of(
              "%s, whose role %s is never an input; leave it out or give it the role Auxiliary"
                  .formatted(name, column.role()));
      case Time, Feature, Auxiliary -> Optional.empty();
    };
  }

  private boolean late(Column column) {
    return column.availableAt() != null && !column.availableAt().equals(axis);
  }

  /** A column that says when others become known is itself known only then. */
  private boolean isLateClock(Column column) {
    return !column.name().equals(axis)
        && job.columns().stream().anyMatch(other -> column.name().equals(other.availableAt()));
  }
}
