package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.features.Compilation;
import dev.sextant.features.FeatureCompiler;
import dev.sextant.features.FeatureProgram;
import dev.sextant.features.RowPredicate;
import dev.sextant.features.Suggestions;
import dev.sextant.features.Variable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides from the declaration alone, before any data are read, whether a snapshot can be made. */
final class DeclarationChecks {
  private final SnapshotJob job;
  private final Checks checks;

  private DeclarationChecks(SnapshotJob job, Checks checks) {
    this.job = job;
    this.checks = checks;
  }

  /** The declaration; refuses when anything is wrong with it. */
  static Declaration check(SnapshotJob job, Checks checks) {
    return new DeclarationChecks(job, checks).run();
  }

  private Declaration run() {
    columns();
    bounds();
    timeZone();
    @Nullable Column axis = axis();
    split(axis);
    Optional<FeatureProgram> features = features();
    Optional<RowPredicate> keep = keep();
    String axisName = axis == null ? "" : axis.name();
    features.ifPresent(program -> Availability.check(job, program, axisName, checks));
    checks.refuseIfFailed();
    return new Declaration(job, axis, features.orElseThrow(), keep.orElse(null));
  }

  private void columns() {
    // DuckDB takes names for equal whatever their case is.
    Set<String> names = new HashSet<>();
    for (int i = 0; i < job.columns().size(); i++) {
      Column column = job.columns().get(i);
      if (column.name().isBlank()) {
        wrong("columns[%d].name: is empty; name the column".formatted(i));
      } else if (RowTable.isReserved(column.name())) {
        wrong(
            "%s: is a name that the database keeps for itself; give it another in prepare.sql"
                .formatted(Declaration.path(job.columns(), i)));
      } else if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        wrong(Declaration.path(job.columns(), i) + ": is declared twice; remove one");
      }
      if (column.role() == Role.Time && column.type() != ColumnType.Timestamp) {
        wrong(
            "%s: has the role Time but the type %s; make it a Timestamp"
                .formatted(Declaration.path(job.columns(), i), column.type()));
      }
    }
    job.features().stream()
        .filter(feature -> names.contains(feature.name().toLowerCase(Locale.ROOT)))
        .filter(feature -> job.columns().stream().noneMatch(c -> c.name().equals(feature.name())))
        .forEach(feature ->
            wrong(
                "features (%s): differs from a column only by case; choose another name"
                    .formatted(feature.name())));
    job.features().stream()
        .filter(feature -> RowTable.isReserved(feature.name()))
        .forEach(feature ->
            wrong(
                "features (%s): is a name that the database keeps for itself; choose another"
                    .formatted(feature.name())));
    atMostOne(Role.RowId);
    atMostOne(Role.Label);
    atMostOne(Role.Group);
    if (job.columns().isEmpty()) {
      wrong("columns: are empty; declare at least one");
    }
  }

  private void atMostOne(Role role) {
    long count = job.columns().stream().filter(column -> column.role() == role).count();
    if (count > 1) {
      wrong("columns: %d of them have the role %s; keep one".formatted(count, role));
    }
  }

  private void bounds() {
    for (int i = 0; i < job.columns().size(); i++) {
      Column column = job.columns().get(i);
      String path = Declaration.path(job.columns(), i);
      boolean bounded = column.min() != null || column.max() != null;
      if (bounded && !Declaration.isNumber(column.type())) {
        wrong(path + ": only numbers can have min and max; remove them");
      }
      if (column.categoriesAtMost() != null && column.type() != ColumnType.String) {
        wrong(path + ": only text can have categoriesAtMost; remove it");
      }
      number(path + ".min", column.min());
      number(path + ".max", column.max());
      number(path + ".missingAtMost", column.missingAtMost());
    }
  }

  private void number(String path, @Nullable String text) {
    if (text == null) {
      return;
    }
    try {
      if (Double.isFinite(Double.parseDouble(text))) {
        return;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for all texts that are no number.
    }
    wrong("%s: '%s' is not a number; write it as \"0.5\"".formatted(path, text));
  }

  private void timeZone() {
    try {
      ZoneId.of(job.timeZone());
    } catch (DateTimeException e) {
      wrong(
          "timeZone: '%s' is unknown; use a name such as Europe/Berlin".formatted(job.timeZone()));
    }
  }

  private @Nullable Column axis() {
    List<Column> times = job.columns().stream().filter(c -> c.role() == Role.Time).toList();
    @Nullable String wanted = job.predictionTime();
    if (wanted == null) {
      return times.size() == 1 ? times.getFirst() : null;
    }
    Optional<Column> found = times.stream().filter(c -> c.name().equals(wanted)).findFirst();
    if (found.isEmpty()) {
      String hint =
          Suggestions.didYouMean(wanted, times.stream().map(Column::name).toList())
              .orElse("declare one");
      wrong("predictionTime: no column '%s' with the role Time; %s".formatted(wanted, hint));
    }
    return found.orElse(null);
  }

  private void split(@Nullable Column axis) {
    TimeSplit.problem(job.split())
        .ifPresent(message -> checks.failed(Reason.BadSplit, "split", message));
    if (job.split() instanceof Split.Hash hash) {
      Optional<Column> by =
          job.columns().stream().filter(c -> c.name().equals(hash.by())).findFirst();
      if (by.filter(DeclarationChecks::canBeUnit).isEmpty()) {
        checks.failed(
            Reason.BadSplit,
            "split",
            "split.hash.by: '%s' is no String or Integer column with the role RowId, Entity or"
                    .formatted(hash.by())
                + " Group; name one");
      }
    } else if (axis == null && job.predictionTime() == null) {
      checks.failed(
          Reason.BadSplit,
          "split",
          "predictionTime: is needed for a split by time; name a column with the role Time");
    }
  }

  private static boolean canBeUnit(Column column) {
    boolean role =
        switch (column.role()) {
          case RowId, Entity, Group -> true;
          case Time, Feature, Label, Auxiliary -> false;
        };
    return role && (column.type() == ColumnType.String || column.type() == ColumnType.Integer);
  }

  private Optional<FeatureProgram> features() {
    List<Variable> variables = Declaration.variables(job.columns());
    return accepted(FeatureCompiler.features(variables, job.features()));
  }

  private Optional<RowPredicate> keep() {
    @Nullable String cel = job.keepWhen();
    return cel == null
        ? Optional.empty()
        : accepted(
            FeatureCompiler.predicate("rows.keepWhen", Declaration.variables(job.columns()), cel));
  }

  private <P> Optional<P> accepted(Compilation<P> compilation) {
    return switch (compilation) {
      case Compilation.Compiled<P> compiled -> Optional.of(compiled.program());
      case Compilation.Rejected<P> rejected -> {
        rejected
            .problems()
            .forEach(problem ->
                checks.failed(
                    Reason.BadExpression,
                    "expression(" + problem.path() + ")",
                    problem.toString()));
        yield Optional.empty();
      }
    };
  }

  private void wrong(String message) {
    checks.failed(Reason.BadDeclaration, "declaration", message);
  }
}
