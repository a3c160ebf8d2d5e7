package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.ObjectReference;
import dev.sextant.api.common.Patterns;
import dev.sextant.api.common.RowCounts;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One immutable materialisation of a dataset. Sextant writes it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self == oldSelf",
    message = "a snapshot is immutable: change the Dataset, which makes a new snapshot")
public record DatasetSnapshotSpec(
    @Required @JsonPropertyDescription("The Dataset that it was taken of.") ObjectReference dataset,
    @Required
        @Pattern(Patterns.DIGEST)
        @Size(max = 71)
        @JsonPropertyDescription(
            "The digest of its logical content: sha256 and 64 hexadecimal digits.")
        String digest,
    @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("The hash of the inputs that made it.")
        String inputHash,
    @Required
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription("The ArtifactStore that has it.")
        String store,
    @Required
        @Pattern(Patterns.S3_URI)
        @Size(max = 1100)
        @JsonPropertyDescription(
            "Where its manifest is, as s3://bucket/key. The manifest names the files of "
                + "each part.")
        String manifest,
    @Required
        @Min(1)
        @Max(Integer.MAX_VALUE)
        @JsonPropertyDescription(
            "The running number among the snapshots of the dataset, for display.")
        Integer number,
    @Required @JsonPropertyDescription("How many rows each part has.") RowCounts rows,
    @Required
        @Size(min = 1, max = 500)
        @JsonPropertyDescription("The columns, with their types and roles.")
        List<SnapshotColumn> columns,
    @Size(max = 500) @JsonPropertyDescription("The computed features, with their types.")
        List<SnapshotFeature> features,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("The earliest value of the Time column, in RFC 3339.")
        @Nullable String timeFrom,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("The latest value of the Time column, in RFC 3339.")
        @Nullable String timeUntil,
    @Size(max = 100) @JsonPropertyDescription("What the checks of the data found.")
        List<CheckResult> checks) {
  public DatasetSnapshotSpec {
    columns = columns == null ? List.of() : List.copyOf(columns);
    features = features == null ? List.of() : List.copyOf(features);
    checks = checks == null ? List.of() : List.copyOf(checks);
  }
}
