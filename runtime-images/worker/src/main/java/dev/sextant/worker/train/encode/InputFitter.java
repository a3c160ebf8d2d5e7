package dev.sextant.worker.train.encode;

import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.job.TrainJob.Encoding;
import dev.sextant.contracts.job.TrainJob.Impute;
import dev.sextant.contracts.job.TrainJob.Preprocess;
import dev.sextant.contracts.job.TrainJob.Unseen;
import dev.sextant.worker.shell.JobRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Decides the encoding of every input from the statistics of train. */
public final class InputFitter {
  /** The most categories of one input that get a column of their own. */
  public static final int MAX_CATEGORIES = 200;

  /** Categories with fewer rows share a column, in large train parts. */
  static final int MIN_CATEGORY_ROWS = 10;

  // Below this share of the mean a deviation is what rounding leaves of a constant column.
  private static final double CONSTANT = 1e-12;

  private final TrainFacts facts;
  private final Family family;

  /** A fitter for one train part and one kind of trainer. */
  public InputFitter(TrainFacts facts, Family family) {
    this.facts = facts;
    this.family = family;
  }

  /** Fits all inputs; numbers come first, then what has several columns, each in given order. */
  public InputLayout fit(List<SnapshotColumn> inputs, List<Preprocess> entries) {
    var numbers = new ArrayList<FittedInput.Scalar>();
    var oneHots = new ArrayList<FittedInput.OneHot>();
    for (Treatment treatment : new TreatmentRules(family).resolve(inputs, entries)) {
      if (treatment.as() != Encoding.OneHot) {
        numbers.add(number(treatment));
      } else if (treatment.isText()) {
        oneHots.add(text(treatment));
      } else {
        oneHots.add(code(treatment));
      }
    }
    return new InputLayout(inputs, numbers, oneHots);
  }

  private FittedInput.Scalar number(Treatment treatment) {
    Double fill = numericFill(treatment);
    if (treatment.as() != Encoding.Standardize) {
      return new FittedInput.Scalar(treatment.column(), treatment.type(), fill, 0, 1);
    }
    if (facts.missing(treatment.column()) == facts.rows() && fill == null) {
      throw allMissing(treatment);
    }
    var moments = facts.moments(treatment.column(), fill);
    boolean constant = moments.deviation() <= CONSTANT * Math.abs(moments.mean());
    return new FittedInput.Scalar(
        treatment.column(),
        treatment.type(),
        fill,
        moments.mean(),
        constant ? 1 : moments.deviation());
  }

  private @Nullable Double numericFill(Treatment treatment) {
    OptionalDouble fill =
        switch (treatment.impute()) {
          case None -> OptionalDouble.empty();
          case Constant -> Numbers.parse(treatment.constant(), treatment.type());
          case Median -> facts.median(treatment.column());
          case Mean -> facts.mean(treatment.column());
          case MostFrequent ->
              facts.numbers(treatment.column(), 1).stream()
                  .mapToDouble(TrainFacts.NumberCategory::value)
                  .findFirst();
        };
    if (fill.isPresent()) {
      return fill.getAsDouble();
    }
    if (treatment.impute() == Impute.None) {
      return null;
    }
    throw allMissing(treatment);
  }

  private FittedInput.Text text(Treatment treatment) {
    var kept =
        facts.texts(treatment.column(), MAX_CATEGORIES).stream()
            .filter(category -> category.rows() >= fewestRows())
            .map(TrainFacts.Category::value)
            .toList();
    String fill =
        switch (treatment.impute()) {
          case Constant -> treatment.constant();
          case MostFrequent ->
              facts.texts(treatment.column(), 1).stream()
                  .findFirst()
                  .map(TrainFacts.Category::value)
                  .orElseThrow(() -> allMissing(treatment));
          case None, Mean, Median -> null;
        };
    return new FittedInput.Text(
        treatment.column(),
        kept,
        fill,
        hasMissingColumn(treatment),
        treatment.unseen() == Unseen.Other);
  }

  private FittedInput.Code code(Treatment treatment) {
    var kept =
        facts.numbers(treatment.column(), MAX_CATEGORIES).stream()
            .filter(category -> category.rows() >= fewestRows())
            .map(TrainFacts.NumberCategory::value)
            .toList();
    return new FittedInput.Code(
        treatment.column(),
        treatment.type(),
        kept,
        numericFill(treatment),
        hasMissingColumn(treatment),
        treatment.unseen() == Unseen.Other);
  }

  // A column that is zero in every train row would teach nothing.
  private boolean hasMissingColumn(Treatment treatment) {
    return treatment.impute() == Impute.None && facts.missing(treatment.column()) > 0;
  }

  private long fewestRows() {
    return Math.clamp(facts.rows() / 100, 1, MIN_CATEGORY_ROWS);
  }

  private static JobRefusedException allMissing(Treatment treatment) {
    return new JobRefusedException(
        "AllMissing",
        "%s: '%s' has no value in any train row; leave it out of the Dataset or impute a Constant"
            .formatted(treatment.path(), treatment.column()));
  }
}
