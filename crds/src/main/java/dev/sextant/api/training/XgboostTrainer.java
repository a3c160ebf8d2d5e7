package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Gradient-boosted trees by XGBoost. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.params) || self.params.all(k, !(k in ['objective', 'booster', "
            + "'num_class', 'eval_metric', 'seed', 'random_state', 'nthread', 'n_jobs', "
            + "'verbosity', 'device']))",
    message =
        "objective, booster, num_class, eval_metric, seed, random_state, nthread, "
            + "n_jobs, verbosity and device follow from task, seed and threads: leave them "
            + "out",
    fieldPath = ".params")
public record XgboostTrainer(
    @Default("300")
        @Min(1)
        @Max(100000)
        @JsonPropertyDescription("The largest number of boosting rounds.")
        Integer rounds,
    @Default("20")
        @Min(0)
        @Max(10000)
        @JsonPropertyDescription(
            "The fitting ends when the metric on the validation rows has not improved for "
                + "this many rounds; the best round is kept. 0: it never ends early.")
        Integer earlyStopping,
    @Size(max = 64)
        @JsonPropertyDescription(
            "More parameters for XGBoost, by their own names, such as eta, max_depth, "
                + "subsample, lambda. Those that Sextant sets itself (objective, booster, "
                + "num_class, eval_metric, seed, random_state, nthread, n_jobs, verbosity, "
                + "device) are refused.")
        Map<String, @Size(max = 256) String> params) {
  public XgboostTrainer {
    rounds = rounds == null ? 300 : rounds;
    earlyStopping = earlyStopping == null ? 20 : earlyStopping;
    params = params == null ? Map.of() : Map.copyOf(params);
  }
}
