package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.ColumnType;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A column of the source that the dataset uses. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(!has(self.min) && !has(self.max)) || self.type in ['Double', 'Integer']",
    message = "min and max are for Double and Integer columns: leave them out",
    fieldPath = ".type")
@ValidationRule(
    value = "!has(self.min) || !has(self.max) || double(self.min) <= double(self.max)",
    message = "min must not be above max",
    fieldPath = ".min")
@ValidationRule(
    value = "!has(self.categoriesAtMost) || self.type == 'String'",
    message = "categories are counted in String columns: leave it out",
    fieldPath = ".categoriesAtMost")
@ValidationRule(
    value = "self.role != 'Time' || self.type == 'Timestamp'",
    message = "a Time column holds moments: set type to Timestamp",
    fieldPath = ".type")
@ValidationRule(
    value = "self.role != 'Feature' || self.type != 'Timestamp'",
    message =
        "a moment is no input of a model: set role to Auxiliary and compute features " + "from it",
    fieldPath = ".type")
@ValidationRule(
    value = "self.role != 'Label' || self.type != 'Timestamp'",
    message = "a moment cannot be predicted: choose another type",
    fieldPath = ".type")
@ValidationRule(
    value =
        "!(self.role in ['RowId', 'Entity', 'Group']) || self.type in ['String', " + "'Integer']",
    message = "an identifier is a String or an Integer",
    fieldPath = ".type")
@ValidationRule(
    value = "!has(self.availableAt) || self.availableAt.column != self.name",
    message = "a column cannot say when it becomes known itself: name another column",
    fieldPath = ".availableAt")
public record Column(
    @Required
        @Pattern(Patterns.COLUMN)
        @Size(max = 63)
        @JsonPropertyDescription(
            "The name of the column in the source, or in the result of prepare.sql.")
        String name,
    @Required
        @JsonPropertyDescription(
            "What the values are: Double, Integer (whole numbers up to 2^53 in magnitude), "
                + "String, Timestamp or Boolean.")
        ColumnType type,
    @Required
        @JsonPropertyDescription(
            "What the column is for: RowId (identifies the row), Entity (the unit that "
                + "rows belong to, may repeat), Group (a unit that must stay in one split), Time "
                + "(the time axis of the split), Feature (an input of the model), Label (what is "
                + "predicted), Auxiliary (kept, readable by expressions, never an input).")
        ColumnRole role,
    @JsonPropertyDescription(
            "When the values become known, where that is later than the prediction time "
                + "may be. Left out: they are known at the prediction time.")
        @Nullable Availability availableAt,
    @Pattern(Patterns.DECIMAL)
        @Size(max = 32)
        @JsonPropertyDescription(
            "The smallest value allowed, a decimal number, for Double and Integer.")
        @Nullable String min,
    @Pattern(Patterns.DECIMAL)
        @Size(max = 32)
        @JsonPropertyDescription(
            "The largest value allowed, a decimal number, for Double and Integer.")
        @Nullable String max,
    @Pattern(Patterns.FRACTION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "The largest fraction of rows without a value allowed, a decimal number from 0 "
                + "to 1.")
        @Nullable String missingAtMost,
    @Min(1)
        @Max(1000000)
        @JsonPropertyDescription("The largest number of different values allowed, for String.")
        @Nullable Integer categoriesAtMost) {}
