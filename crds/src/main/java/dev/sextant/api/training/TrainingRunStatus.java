package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.BaselineResult;
import dev.sextant.api.common.Condition;
import dev.sextant.api.common.Metric;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the training is, or how it ended. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainingRunStatus(
    @Min(0)
        @JsonPropertyDescription(
            "The metadata.generation of the spec that this status describes. If it is "
                + "lower than metadata.generation, Sextant has not yet seen the latest edit.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "What is true of this object now; one entry per type. Ready, Reconciling and "
                + "Stalled are always among them once Sextant has seen the object.")
        List<Condition> conditions,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Where the run is, in one word: Pending, Suspended, Running, Succeeded or "
                + "Failed. Programs read the conditions instead.")
        @Nullable String phase,
    @JsonPropertyDescription("The snapshot that the run is bound to.")
        @Nullable SnapshotPin snapshot,
    @Size(max = 128)
        @JsonPropertyDescription(
            "The hash of everything that decides the result: snapshot and spec.")
        @Nullable String inputHash,
    @Size(max = 63) @JsonPropertyDescription("The Job of the present or last attempt.")
        @Nullable String job,
    @JsonPropertyDescription("How far the training is.") @Nullable TrainingProgress progress,
    @Size(max = 253) @JsonPropertyDescription("The ModelVersion that the run ended in.")
        @Nullable String modelVersion,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("When the first attempt started, in RFC 3339.")
        @Nullable String startTime,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("When the run ended, in RFC 3339.")
        @Nullable String completionTime,
    @Size(max = 128)
        @JsonPropertyDescription(
            "The input hash with which the run ended. A run that has ended does not start "
                + "again.")
        @Nullable String terminalHash,
    @Min(0) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("How many attempts have failed.")
        @Nullable Integer failures,
    @JsonPropertyDescription("Why the last attempt failed.") @Nullable TrainingFailure failure,
    @Size(max = 64) @JsonPropertyDescription("The metrics of the model.") List<Metric> metrics,
    @Size(max = 8) @JsonPropertyDescription("What the simple rules achieved on the same rows.")
        List<BaselineResult> baselines) {
  public TrainingRunStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    baselines = baselines == null ? List.of() : List.copyOf(baselines);
  }
}
