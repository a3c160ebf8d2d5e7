package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.BaselineKind;
import dev.sextant.api.common.JobLimits;
import dev.sextant.api.common.NamedReference;
import dev.sextant.api.common.Patterns;
import dev.sextant.api.common.Resources;
import dev.sextant.api.common.Task;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One training of one model on one snapshot. Nothing of it changes later but suspend and ttl. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.dataset) != has(self.snapshot)",
    message = "set exactly one of dataset and snapshot")
@ValidationRule(
    value = "self.baselines.all(b, self.baselines.exists_one(c, c.kind == b.kind))",
    message = "each kind of baseline may be listed once",
    fieldPath = ".baselines")
@ValidationRule(
    value = "self.model == oldSelf.model",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".model")
@ValidationRule(
    value = "self.store == oldSelf.store",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".store")
@ValidationRule(
    value =
        "has(self.dataset) == has(oldSelf.dataset) && (!has(self.dataset) || self.dataset == oldSelf.dataset)",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".dataset")
@ValidationRule(
    value =
        "has(self.snapshot) == has(oldSelf.snapshot) && (!has(self.snapshot) || self.snapshot == oldSelf.snapshot)",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".snapshot")
@ValidationRule(
    value = "self.task == oldSelf.task",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".task")
@ValidationRule(
    value =
        "has(self.preprocess) == has(oldSelf.preprocess) && (!has(self.preprocess) || self.preprocess == oldSelf.preprocess)",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".preprocess")
@ValidationRule(
    value = "self.trainer == oldSelf.trainer",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".trainer")
@ValidationRule(
    value = "self.seed == oldSelf.seed",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".seed")
@ValidationRule(
    value = "self.threads == oldSelf.threads",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".threads")
@ValidationRule(
    value = "self.baselines == oldSelf.baselines",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".baselines")
@ValidationRule(
    value = "self.metrics == oldSelf.metrics",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".metrics")
@ValidationRule(
    value =
        "has(self.resources) == has(oldSelf.resources) && (!has(self.resources) || self.resources == oldSelf.resources)",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".resources")
@ValidationRule(
    value = "self.limits == oldSelf.limits",
    message =
        "a TrainingRun is one training and does not change: delete it and create it "
            + "anew, or create another",
    fieldPath = ".limits")
public record TrainingRunSpec(
    @Required
        @Pattern(Patterns.NAME)
        @Size(max = 50)
        @JsonPropertyDescription(
            "The name of the model that a version is registered for. Versions are called "
                + "<model>-<digest>.")
        String model,
    @Default("\"default\"")
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription(
            "The ArtifactStore of this namespace that has the snapshot and takes the model.")
        String store,
    @JsonPropertyDescription(
            "The Dataset whose newest Ready snapshot is used; it is looked up once, when "
                + "the run starts.")
        @Nullable NamedReference dataset,
    @JsonPropertyDescription("The DatasetSnapshot that is used.") @Nullable NamedReference snapshot,
    @Required @JsonPropertyDescription("What is predicted.") Task task,
    @Size(max = 64)
        @JsonPropertyDescription("How columns enter the model, where the defaults are not wanted.")
        List<PreprocessStep> preprocess,
    @Required @JsonPropertyDescription("What fits the model.") Trainer trainer,
    @Default("0")
        @Min(0)
        @Max(2147483647)
        @JsonPropertyDescription(
            "The number that every random choice follows from. The same seed, snapshot and "
                + "spec give the same model.")
        Long seed,
    @Default("1")
        @Min(1)
        @Max(64)
        @JsonPropertyDescription(
            "How many threads the fitting uses. It is part of the inputs, because the "
                + "order of additions depends on it.")
        Integer threads,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Default("[{\"kind\":\"ZeroRule\"},{\"kind\":\"Random\"}]")
        @Size(max = 3)
        @JsonPropertyDescription(
            "The simple rules that the model is compared with, each kind at most once. An "
                + "empty list: none.")
        List<Baseline> baselines,
    @Default("{}") @JsonPropertyDescription("How the model is measured.") MetricOptions metrics,
    @JsonPropertyDescription("What the container that fits the model may use.")
        @Nullable Resources resources,
    @Default("{}") @JsonPropertyDescription("When the training is given up.") JobLimits limits,
    @Default("false")
        @JsonPropertyDescription(
            "true: the training does not start, or its job is stopped; "
                + "it starts from the beginning when this is false again.")
        Boolean suspend,
    @Default("\"1h\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long the job and its pods stay after the end, so that their logs can be read. The run itself is never deleted."
                + Patterns.DURATION_HELP)
        String ttl) {
  public TrainingRunSpec {
    store = store == null ? "default" : store;
    preprocess = preprocess == null ? List.of() : List.copyOf(preprocess);
    seed = seed == null ? 0L : seed;
    threads = threads == null ? 1 : threads;
    baselines = baselines == null ? DEFAULT_BASELINES : List.copyOf(baselines);
    metrics = metrics == null ? MetricOptions.defaults() : metrics;
    limits = limits == null ? JobLimits.defaults() : limits;
    suspend = suspend == null ? false : suspend;
    ttl = ttl == null ? "1h" : ttl;
  }

  private static final List<Baseline> DEFAULT_BASELINES =
      List.of(new Baseline(BaselineKind.ZeroRule, null), new Baseline(BaselineKind.Random, null));
}
