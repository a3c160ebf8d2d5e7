package dev.sextant.worker.train.encode;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.job.TrainJob.Encoding;
import dev.sextant.contracts.job.TrainJob.Impute;
import dev.sextant.contracts.job.TrainJob.Preprocess;
import dev.sextant.contracts.job.TrainJob.Unseen;
import dev.sextant.worker.shell.JobRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Decides how each input is treated: the explicit entry that names it, or the default of its type
 * and trainer.
 *
 * <p>Trees read numbers as they are, missing ones too. A linear model gets medians for missing
 * numbers and standardised values. Texts become one column a category for both.
 */
final class TreatmentRules {
  private final Family family;

  TreatmentRules(Family family) {
    this.family = family;
  }

  List<Treatment> resolve(List<SnapshotColumn> inputs, List<Preprocess> entries) {
    Map<String, String> pathOf = paths(inputs, entries);
    var treatments = new ArrayList<Treatment>();
    for (SnapshotColumn input : inputs) {
      String path = pathOf.get(input.name());
      treatments.add(
          path == null
              ? byDefault(input)
              : explicit(input, path, entryThatNames(input.name(), entries)));
    }
    return List.copyOf(treatments);
  }

  private static Preprocess entryThatNames(String column, List<Preprocess> entries) {
    return entries.stream()
        .filter(entry -> entry.columns().contains(column))
        .findFirst()
        .orElseThrow();
  }

  /** The path of the entry of each column that is named. */
  private static Map<String, String> paths(List<SnapshotColumn> inputs, List<Preprocess> entries) {
    String known = inputs.stream().map(SnapshotColumn::name).collect(Collectors.joining(", "));
    var paths = new LinkedHashMap<String, String>();
    for (int i = 0; i < entries.size(); i++) {
      List<String> columns = entries.get(i).columns();
      for (int j = 0; j < columns.size(); j++) {
        String column = columns.get(j);
        String path = "spec.preprocess[%d]".formatted(i);
        String at = "%s.columns[%d]".formatted(path, j);
        if (inputs.stream().noneMatch(input -> input.name().equals(column))) {
          throw refused(
              at, "'%s' is no input of the model; inputs are %s".formatted(column, known));
        }
        String earlier = paths.put(column, path);
        if (earlier != null) {
          throw refused(at, "'%s' is already named by %s; name it once".formatted(column, earlier));
        }
      }
    }
    return paths;
  }

  private Treatment byDefault(SnapshotColumn input) {
    Encoding as = defaultEncoding(input.type());
    return new Treatment(
        input.name(),
        input.type(),
        "spec.preprocess",
        as,
        Unseen.Other,
        defaultImpute(input.type(), as),
        "");
  }

  private Encoding defaultEncoding(ColumnType type) {
    return switch (type) {
      case String -> Encoding.OneHot;
      case Boolean -> Encoding.Numeric;
      case Double, Integer -> family == Family.Linear ? Encoding.Standardize : Encoding.Numeric;
      case Timestamp -> throw new IllegalArgumentException("time stamps are no inputs: " + type);
    };
  }

  private Impute defaultImpute(ColumnType type, Encoding as) {
    if (as == Encoding.OneHot || family == Family.Trees) {
      return Impute.None;
    }
    return type == ColumnType.Boolean ? Impute.MostFrequent : Impute.Median;
  }

  private Treatment explicit(SnapshotColumn input, String path, Preprocess entry) {
    Encoding as = Objects.requireNonNullElse(entry.as(), defaultEncoding(input.type()));
    if (input.type() == ColumnType.String && as != Encoding.OneHot) {
      throw refused(
          path + ".as",
          "%s needs numbers, but '%s' is text; use OneHot".formatted(as, input.name()));
    }
    if (entry.unseen() != null && as != Encoding.OneHot) {
      throw refused(
          path + ".unseen",
          "applies to OneHot only, but '%s' is %s; leave it out".formatted(input.name(), as));
    }
    Impute impute = Objects.requireNonNullElse(entry.impute(), defaultImpute(input.type(), as));
    checkImpute(input, path, as, impute);
    String constant = Objects.requireNonNullElse(entry.constant(), "");
    checkConstant(input, path, impute, constant);
    return new Treatment(
        input.name(),
        input.type(),
        path,
        as,
        Objects.requireNonNullElse(entry.unseen(), Unseen.Other),
        impute,
        constant);
  }

  private void checkImpute(SnapshotColumn input, String path, Encoding as, Impute impute) {
    boolean average = impute == Impute.Mean || impute == Impute.Median;
    if (average && as == Encoding.OneHot) {
      throw refused(
          path + ".impute",
          "%s is no category of '%s'; use MostFrequent, Constant or None"
              .formatted(impute, input.name()));
    }
    if (impute == Impute.None && as != Encoding.OneHot && family == Family.Linear) {
      throw refused(
          path + ".impute",
          ("None leaves '%s' missing, which a linear model cannot read; use Median, Mean,"
                  + " MostFrequent or Constant")
              .formatted(input.name()));
    }
  }

  private static void checkConstant(
      SnapshotColumn input, String path, Impute impute, String constant) {
    String at = path + ".constant";
    if (impute != Impute.Constant) {
      if (!constant.isEmpty()) {
        throw refused(at, "is read only with impute: Constant; add that or leave it out");
      }
      return;
    }
    if (constant.isEmpty()) {
      throw refused(at, "is empty; say what replaces a missing '%s'".formatted(input.name()));
    }
    if (input.type() != ColumnType.String && Numbers.parse(constant, input.type()).isEmpty()) {
      throw refused(
          at, "'%s' is not a %s, which '%s' is".formatted(constant, input.type(), input.name()));
    }
  }

  private static JobRefusedException refused(String path, String message) {
    return new JobRefusedException("InvalidPreprocess", path + ": " + message);
  }
}
