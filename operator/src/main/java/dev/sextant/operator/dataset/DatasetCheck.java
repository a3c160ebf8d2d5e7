package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.Column;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.features.Compilation;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.Problem;
import dev.sextant.features.Variable;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what is wrong with the spec of a Dataset, before anything is run. */
final class DatasetCheck {
  private static final int SAID = 3;

  private DatasetCheck() {}

  /** Everything that is wrong, in one message; empty when nothing is. */
  static Optional<Claim> problem(DatasetSpec spec) {
    return duplicate(spec)
        .or(() -> zones(spec))
        .or(() -> Schedule.problem(spec))
        .or(() -> expressions(spec));
  }

  private static Optional<Claim> duplicate(DatasetSpec spec) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      if (!names.add(spec.columns().get(i).name())) {
        return invalid(
            "spec.columns[%d].name: '%s' is declared twice; remove one of the two"
                .formatted(i, spec.columns().get(i).name()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Claim> zones(DatasetSpec spec) {
    return zone("spec.timeZone", spec.timeZone())
        .or(() ->
            spec.refresh() == null
                ? Optional.empty()
                : zone("spec.refresh.timeZone", spec.refresh().timeZone()));
  }

  private static Optional<Claim> zone(String path, String zone) {
    try {
      ZoneId.of(zone);
      return Optional.empty();
    } catch (DateTimeException e) {
      return invalid(
          "%s: '%s' is no time zone; use a name such as Europe/Berlin".formatted(path, zone));
    }
  }

  private static Optional<Claim> expressions(DatasetSpec spec) {
    List<Variable> variables = spec.columns().stream().map(DatasetCheck::variable).toList();
    List<Problem> problems = new ArrayList<>();
    if (FeatureCompiler.features("spec.features", variables, DatasetJobs.features(spec))
        instanceof Compilation.Rejected<?> rejected) {
      problems.addAll(rejected.problems());
    }
    String keepWhen = DatasetJobs.keepWhen(spec);
    if (keepWhen != null
        && FeatureCompiler.predicate("spec.rows.keepWhen", variables, keepWhen)
            instanceof Compilation.Rejected<?> rejected) {
      problems.addAll(rejected.problems());
    }
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    String said =
        problems.stream().limit(SAID).map(Problem::toString).collect(Collectors.joining("; "));
    String more = problems.size() > SAID ? "; and %d more".formatted(problems.size() - SAID) : "";
    String advice = said.contains("; ") ? "" : "; correct the expression";
    return Optional.of(new Claim(Reason.InvalidExpression, said + more + advice));
  }

  private static Variable variable(Column column) {
    return new Variable(column.name(), DatasetJobs.type(column.type()));
  }

  private static Optional<Claim> invalid(String message) {
    return Optional.of(new Claim(Reason.InvalidSpec, message));
  }
}
