package dev.sextant.contracts.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sextant.contracts.ObjectRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model on one snapshot.
 *
 * @param owner the TrainingRun
 * @param inputHash hash of everything that shapes the result, the snapshot's digest included; names
 *     the {@code by-input} pointer
 * @param snapshotUri {@code s3://} URI of the snapshot's manifest
 * @param snapshotDigest the digest that it must have
 * @param preprocess explicit treatment of columns; columns not named get the defaults
 * @param seed the root seed from which every other seed is derived
 * @param threads how many threads a trainer uses
 */
public record TrainJob(
    StoreLocation store,
    ObjectRef owner,
    String inputHash,
    String snapshotUri,
    String snapshotDigest,
    Target target,
    List<Preprocess> preprocess,
    Trainer trainer,
    long seed,
    int threads,
    List<Baseline> baselines,
    Bootstrap bootstrap,
    long memoryBytes,
    long deadlineSeconds)
    implements JobSpec {

  /** What to predict. The label column is the snapshot's. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Target.Regression.class, name = "Regression"),
    @JsonSubTypes.Type(value = Target.Binary.class, name = "Binary")
  })
  public sealed interface Target {
    /** A number. */
    record Regression() implements Target {}

    /**
     * One of two classes.
     *
     * @param positive text of the class whose probability is predicted
     * @param threshold the probability from which on the answer is positive
     */
    record Binary(String positive, double threshold) implements Target {}
  }

  /**
   * How columns are encoded; fitted on train only and put inside the ONNX graph.
   *
   * @param columns the columns or features that it applies to
   * @param as the encoding; null for the default of the column's type and trainer
   * @param unseen what happens to a category that train did not have; null for the default
   * @param impute what replaces a missing value; null for the default
   * @param constant the replacement for {@link Impute#Constant}
   */
  public record Preprocess(
      List<String> columns,
      @Nullable Encoding as,
      @Nullable Unseen unseen,
      @Nullable Impute impute,
      @Nullable String constant) {}

  /** Encodings of an input. */
  public enum Encoding {
    /** One column per category. */
    OneHot,
    /** Subtract the mean, divide by the standard deviation. */
    Standardize,
    /** As it is. */
    Numeric
  }

  /** Treatments of a category that train did not have. */
  public enum Unseen {
    /** Shares one column with the rarest categories of train. */
    Other,
    /** All columns zero. */
    Zeros
  }

  /** Replacements of a missing value. */
  public enum Impute {
    Median,
    Mean,
    MostFrequent,
    Constant,
    /** Left missing: the trainer handles it. */
    None
  }

  /** The algorithm. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Trainer.XGBoost.class, name = "XGBoost"),
    @JsonSubTypes.Type(value = Trainer.Linear.class, name = "Linear")
  })
  public sealed interface Trainer {
    /**
     * Gradient-boosted trees.
     *
     * @param rounds the largest number of rounds
     * @param earlyStopping rounds without improvement on validation after which it stops; 0 never
     * @param params XGBoost's own parameters, as text
     */
    record XGBoost(int rounds, int earlyStopping, Map<String, String> params) implements Trainer {}

    /**
     * Ridge regression, or logistic regression with an L2 penalty.
     *
     * @param l2 the penalty per row on standardised inputs
     */
    record Linear(double l2) implements Trainer {}
  }

  /** A model too simple to be worth serving, which a real one must beat. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Baseline.ZeroRule.class, name = "ZeroRule"),
    @JsonSubTypes.Type(value = Baseline.Random.class, name = "Random"),
    @JsonSubTypes.Type(value = Baseline.Heuristic.class, name = "Heuristic")
  })
  public sealed interface Baseline {
    /** The train mean, or the train share of the positive class. */
    record ZeroRule() implements Baseline {}

    /** A random draw from the train labels. */
    record Random() implements Baseline {}

    /**
     * An expression that a person wrote.
     *
     * @param cel over raw columns and features; a number, or for a binary task a probability
     */
    record Heuristic(String cel) implements Baseline {}
  }

  /**
   * How intervals are made.
   *
   * @param replicates number of bootstrap replicates
   * @param level coverage, such as 0.95
   */
  public record Bootstrap(int replicates, double level) {}
}
