package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Condition;
import dev.sextant.api.common.Patterns;
import dev.sextant.api.common.RowCounts;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest snapshot and what Sextant does about the next. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatasetStatus(
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
    @JsonPropertyDescription("The newest snapshot.") @Nullable SnapshotSummary snapshot,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription(
            "When a job last ended with a snapshot, new or unchanged, in RFC 3339.")
        @Nullable String lastSnapshotTime,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("When the schedule is next due, in RFC 3339.")
        @Nullable String nextRefreshTime,
    @Size(max = 128)
        @JsonPropertyDescription(
            "The hash of the inputs of the last snapshot: what starts a new one when it "
                + "changes.")
        @Nullable String inputHash,
    @Size(max = 63) @JsonPropertyDescription("The Job that takes a snapshot now or did so last.")
        @Nullable String job,
    @JsonPropertyDescription("How far the running job is.") @Nullable DatasetProgress progress,
    @JsonPropertyDescription("How many rows each part of the newest snapshot has.")
        @Nullable RowCounts rows,
    @Size(max = 100)
        @JsonPropertyDescription("What the checks of the last job found; those that failed first.")
        List<CheckResult> checks,
    @Min(0) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("How many snapshots there are.")
        @Nullable Integer snapshots,
    @Min(0)
        @Max(Integer.MAX_VALUE)
        @JsonPropertyDescription("How many attempts at the present snapshot have failed.")
        @Nullable Integer failures,
    @JsonPropertyDescription(
            "Why the last job ended without a snapshot for good; absent once another has begun.")
        @Nullable DatasetFailure failure) {
  public DatasetStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    checks = checks == null ? List.of() : List.copyOf(checks);
  }
}
