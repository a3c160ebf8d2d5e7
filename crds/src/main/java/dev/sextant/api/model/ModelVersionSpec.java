package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.BaselineResult;
import dev.sextant.api.common.Metric;
import dev.sextant.api.common.Patterns;
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

/** One immutable version of a model: trained by Sextant or imported. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self == oldSelf",
    message = "a model version is immutable: register another version")
@ValidationRule(
    value = "self.origin != 'Trained' || has(self.lineage)",
    message = "a trained version says what it was made from: set lineage",
    fieldPath = ".lineage")
public record ModelVersionSpec(
    @Required
        @Pattern(Patterns.NAME)
        @Size(max = 50)
        @JsonPropertyDescription("The name of the model that it is a version of.")
        String model,
    @Required
        @Min(1)
        @Max(Integer.MAX_VALUE)
        @JsonPropertyDescription(
            "The running number among the versions of the model. Latest is the highest "
                + "number that is Ready.")
        Integer number,
    @Required
        @JsonPropertyDescription(
            "Trained: Sextant made it. Imported: somebody brought it. Only Sextant may "
                + "write Trained.")
        Origin origin,
    @Default("\"default\"")
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription("The ArtifactStore of this namespace that has it.")
        String store,
    @Required @JsonPropertyDescription("Where the model is.") Artifact artifact,
    @Required @JsonPropertyDescription("What it predicts.") Task task,
    @Required @JsonPropertyDescription("What a request gives and what the answer has.")
        Signature signature,
    @Size(max = 64) @JsonPropertyDescription("What Sextant measured.") List<Metric> metrics,
    @Size(max = 8) @JsonPropertyDescription("What simple rules achieved on the same rows.")
        List<BaselineResult> baselines,
    @JsonPropertyDescription("What it was made from.") @Nullable Lineage lineage,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription(
            "The latest moment of any row that it was fitted, stopped or calibrated on, in "
                + "RFC 3339. Only later rows are new to it.")
        @Nullable String dataSeenUntil,
    @JsonPropertyDescription(
            "Requests with known answers, which a server repeats before it is ready; for "
                + "people to read: the server goes by what the manifest says.")
        @Nullable GoldenRequests goldenRequests,
    @JsonPropertyDescription(
            "What a second training with the same inputs gives: Bitwise the same bytes, "
                + "Statistical a model of the same quality.")
        @Nullable Reproducibility reproducibility) {
  public ModelVersionSpec {
    store = store == null ? "default" : store;
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    baselines = baselines == null ? List.of() : List.copyOf(baselines);
  }
}
