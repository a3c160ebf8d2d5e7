package dev.sextant.worker.train.xgboost;

import dev.sextant.worker.shell.JobRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the user's parameters reach XGBoost, and adds those that follow from the task.
 *
 * <p>XGBoost ignores names that it does not know, so that a misspelt one would change nothing and
 * say nothing: only known ones pass.
 */
final class BoosterParameters {
  private static final String PATH = "spec.trainer.xgboost.params.";

  /** Follow from other fields of the spec. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("objective", "follows from spec.task"),
          Map.entry("eval_metric", "follows from spec.task"),
          Map.entry("num_class", "follows from spec.task"),
          Map.entry("seed", "is spec.seed"),
          Map.entry("random_state", "is spec.seed"),
          Map.entry("nthread", "is spec.threads"),
          Map.entry("n_jobs", "is spec.threads"),
          Map.entry("n_estimators", "is spec.trainer.xgboost.rounds"),
          Map.entry("num_boost_round", "is spec.trainer.xgboost.rounds"),
          Map.entry("early_stopping_rounds", "is spec.trainer.xgboost.earlyStopping"),
          Map.entry("verbosity", "is set by Sextant"),
          Map.entry("device", "is set by Sextant"),
          Map.entry("booster", "must stay gbtree, the only one that can be exported"),
          Map.entry("enable_categorical", "has no form in the exported graph; use preprocess"));

  private static final Set<String> TREE_METHODS = Set.of("auto", "exact", "approx", "hist");
  private static final Set<String> GROW_POLICIES = Set.of("depthwise", "lossguide");

  /** Numbers and their bounds, as XGBoost has them; an infinite bound is none. */
  private static final Map<String, Bounds> NUMBERS = new TreeMap<>(bounds());

  private record Bounds(double from, double to, boolean fromIncluded, boolean whole) {
    static Bounds share() {
      return new Bounds(0, 1, false, false);
    }

    static Bounds atLeast(double from) {
      return new Bounds(from, Double.POSITIVE_INFINITY, true, false);
    }

    static Bounds wholeAtLeast(int from) {
      return new Bounds(from, Integer.MAX_VALUE, true, true);
    }

    boolean allow(double value) {
      return (fromIncluded ? value >= from : value > from)
          && value <= to
          && Double.isFinite(value)
          && (!whole || value == Math.rint(value));
    }

    @Override
    public String toString() {
      String kind = whole ? "a whole number" : "a number";
      String lower = fromIncluded ? "from %s up" : "above %s";
      String plain = from == Math.rint(from) ? Long.toString((long) from) : Double.toString(from);
      return to >= Integer.MAX_VALUE
          ? kind + " " + lower.formatted(plain)
          : "%s %s to %s".formatted(kind, lower.formatted(plain).replace(" up", ""), (int) to);
    }
  }

  private static Map<String, Bounds> bounds() {
    var bounds = new LinkedHashMap<String, Bounds>();
    for (String rate : Set.of("eta", "learning_rate")) {
      bounds.put(rate, new Bounds(0, 1, false, false));
    }
    for (String penalty :
        Set.of(
            "gamma",
            "min_split_loss",
            "lambda",
            "reg_lambda",
            "alpha",
            "reg_alpha",
            "min_child_weight",
            "max_delta_step")) {
      bounds.put(penalty, Bounds.atLeast(0));
    }
    for (String share :
        Set.of("subsample", "colsample_bytree", "colsample_bylevel", "colsample_bynode")) {
      bounds.put(share, Bounds.share());
    }
    bounds.put("scale_pos_weight", new Bounds(0, Double.POSITIVE_INFINITY, false, false));
    bounds.put(
        "base_score", new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, false));
    bounds.put("max_depth", Bounds.wholeAtLeast(0));
    bounds.put("max_leaves", Bounds.wholeAtLeast(0));
    bounds.put("max_bin", Bounds.wholeAtLeast(2));
    bounds.put("num_parallel_tree", Bounds.wholeAtLeast(1));
    return bounds;
  }

  private BoosterParameters() {}

  /** All parameters of a booster. */
  static Map<String, Object> resolve(
      Map<String, String> given, boolean binary, int seed, int threads) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("tree_method", "hist");
    new TreeMap<>(given)
        .forEach((name, value) -> {
          String complaint = complaint(name, value, binary);
          if (complaint != null) {
            throw new JobRefusedException("InvalidParameter", PATH + name + ": " + complaint);
          }
          parameters.put(name, value);
        });
    parameters.put("objective", binary ? "binary:logistic" : "reg:squarederror");
    parameters.put("eval_metric", binary ? "logloss" : "rmse");
    parameters.put("seed", seed);
    parameters.put("nthread", threads);
    parameters.put("verbosity", 0);
    return parameters;
  }

  private static @Nullable String complaint(String name, String value, boolean binary) {
    String ours = OURS.get(name);
    if (ours != null) {
      return ours + "; leave it out";
    }
    if (name.equals("tree_method")) {
      return oneOf(TREE_METHODS, value);
    }
    if (name.equals("grow_policy")) {
      return oneOf(GROW_POLICIES, value);
    }
    Bounds bounds = NUMBERS.get(name);
    if (bounds == null) {
      return "is not among the parameters that can be set: grow_policy, tree_method, "
          + String.join(", ", NUMBERS.keySet());
    }
    if (name.equals("scale_pos_weight") && !binary) {
      return "weighs the positive class of a Binary task; leave it out";
    }
    if (name.equals("base_score") && binary) {
      bounds = new Bounds(0, 1, false, false);
    }
    if (bounds.whole() && !value.matches("\\d{1,9}")) {
      return "'%s' must be %s".formatted(value, bounds);
    }
    try {
      return bounds.allow(Double.parseDouble(value))
          ? null
          : "'%s' must be %s".formatted(value, bounds);
    } catch (NumberFormatException e) {
      return "'%s' must be %s".formatted(value, bounds);
    }
  }

  private static @Nullable String oneOf(Set<String> allowed, String value) {
    return allowed.contains(value)
        ? null
        : "'%s' must be one of %s"
            .formatted(value, allowed.stream().sorted().collect(Collectors.joining(", ")));
  }
}
