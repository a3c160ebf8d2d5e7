package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.JobLimits;
import dev.sextant.api.common.Patterns;
import dev.sextant.api.common.Resources;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from, how they become features and a label, how they are split and checked, and
 * when they are read again.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.columns.filter(c, c.role == 'Label').size() <= 1",
    message = "at most one column may have the role Label",
    fieldPath = ".columns")
@ValidationRule(
    value = "self.columns.filter(c, c.role == 'Time').size() <= 1",
    message = "at most one column may have the role Time",
    fieldPath = ".columns")
@ValidationRule(
    value = "self.columns.filter(c, c.role == 'RowId').size() <= 1",
    message = "at most one column may have the role RowId",
    fieldPath = ".columns")
@ValidationRule(
    value = "self.columns.filter(c, c.role == 'Entity').size() <= 1",
    message = "at most one column may have the role Entity",
    fieldPath = ".columns")
@ValidationRule(
    value = "self.columns.filter(c, c.role == 'Group').size() <= 1",
    message = "at most one column may have the role Group",
    fieldPath = ".columns")
@ValidationRule(
    value =
        "self.columns.exists(c, c.role == 'Feature') || (has(self.features) && "
            + "self.features.size() > 0)",
    message =
        "a model needs inputs: give at least one column the role Feature, or declare a "
            + "feature",
    fieldPath = ".columns")
@ValidationRule(
    value = "!has(self.split.hash) || self.columns.exists(c, c.role == self.split.hash.by)",
    message = "no column has the role that split.hash.by names: give one column that role",
    fieldPath = ".split")
@ValidationRule(
    value = "has(self.split.hash) || self.columns.exists(c, c.role == 'Time')",
    message =
        "a split by time needs a column with the role Time: declare it, or split by " + "hash",
    fieldPath = ".split")
@ValidationRule(
    value =
        "!has(self.predictionTime) || self.columns.exists(c, c.name == "
            + "self.predictionTime && c.type == 'Timestamp')",
    message = "must name a declared column of type Timestamp",
    fieldPath = ".predictionTime")
@ValidationRule(
    value = "has(self.predictionTime) || !self.columns.exists(c, has(c.availableAt))",
    message =
        "a column says when it becomes known (availableAt): name the column that holds "
            + "the time of the prediction",
    fieldPath = ".predictionTime")
@ValidationRule(
    value =
        "self.columns.all(c, !has(c.availableAt) || self.columns.exists(d, d.name == "
            + "c.availableAt.column && d.type == 'Timestamp'))",
    message =
        "availableAt.column must name a declared column of type Timestamp: declare it, "
            + "with the role Auxiliary if nothing else needs it",
    fieldPath = ".columns")
@ValidationRule(
    value =
        "!has(self.features) || self.features.all(f, !self.columns.exists(c, c.name == "
            + "f.name))",
    message = "a feature must not have the name of a column: rename it",
    fieldPath = ".features")
public record DatasetSpec(
    @Default("\"default\"")
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription(
            "The ArtifactStore of this namespace that has the source files and takes the "
                + "snapshots.")
        String store,
    @Required @JsonPropertyDescription("Where rows come from.") DataSource source,
    @Default("\"UTC\"")
        @Pattern(Patterns.ZONE)
        @Size(max = 64)
        @JsonPropertyDescription(
            "The time zone of timestamps in the source that name none, such as "
                + "America/New_York.")
        String timeZone,
    @JsonPropertyDescription("SQL that turns the source into the rows of the dataset.")
        @Nullable Prepare prepare,
    @JsonPropertyDescription("Which rows are kept.") @Nullable RowFilter rows,
    @Pattern(Patterns.COLUMN)
        @Size(max = 63)
        @JsonPropertyDescription(
            "The Timestamp column that says when the prediction for a row would be asked "
                + "for. Whatever becomes known later must not be an input. Needed where a column "
                + "has availableAt.")
        @Nullable String predictionTime,
    @Required
        @Size(min = 1, max = 500)
        @JsonPropertyDescription("The columns that are used; all others of the source are ignored.")
        List<Column> columns,
    @Size(max = 500)
        @JsonPropertyDescription(
            "Inputs of the model that are computed from columns of the same row.")
        List<Feature> features,
    @Required
        @JsonPropertyDescription("How rows become training, validation, calibration and test rows.")
        DataSplit split,
    @Default("{}") @JsonPropertyDescription("What is checked beside the columns' own bounds.")
        DataChecks checks,
    @JsonPropertyDescription(
            "When a new snapshot is taken. Left out: when the dataset is made and when its "
                + "spec changes.")
        @Nullable Refresh refresh,
    @Default("{}") @JsonPropertyDescription("How many snapshots are kept.") SnapshotHistory history,
    @JsonPropertyDescription("What the container of the job that takes a snapshot may use.")
        @Nullable Resources resources,
    @Default("{}") @JsonPropertyDescription("When taking a snapshot is given up.") JobLimits limits,
    @Default("false")
        @JsonPropertyDescription("true: no new snapshot is taken, and a running job is stopped.")
        Boolean suspend) {
  public DatasetSpec {
    store = store == null ? "default" : store;
    timeZone = timeZone == null ? "UTC" : timeZone;
    columns = columns == null ? List.of() : List.copyOf(columns);
    features = features == null ? List.of() : List.copyOf(features);
    checks = checks == null ? DataChecks.defaults() : checks;
    history = history == null ? SnapshotHistory.defaults() : history;
    limits = limits == null ? JobLimits.defaults() : limits;
    suspend = suspend == null ? false : suspend;
  }
}
