package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How some columns enter the model. All statistics are taken from the training rows only. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.constant) == (has(self.impute) && self.impute == 'Constant')",
    message = "constant and impute: Constant go together: set both or neither",
    fieldPath = ".constant")
@ValidationRule(
    value = "!has(self.unseen) || !has(self.__as__) || self.__as__ == 'OneHot'",
    message =
        "only OneHot meets categories that it has not seen: leave it out, or set as to " + "OneHot",
    fieldPath = ".unseen")
@ValidationRule(
    value =
        "!(has(self.impute) && self.impute in ['Median', 'Mean']) || !has(self.__as__) "
            + "|| self.__as__ != 'OneHot'",
    message = "categories have no median and no mean: choose MostFrequent or Constant",
    fieldPath = ".impute")
public record PreprocessStep(
    @Required
        @Size(min = 1, max = 200)
        @JsonPropertyDescription(
            "The columns or features that the step is for. A column may be in one step " + "only.")
        List<@Pattern(Patterns.COLUMN) @Size(max = 63) String> columns,
    @JsonPropertyDescription(
            "How the columns enter the model: OneHot (one input per category), Standardize "
                + "(mean removed, divided by the standard deviation), Numeric (as they are). "
                + "Left out: OneHot for text, and for numbers what suits the trainer.")
        @Nullable Encoding as,
    @JsonPropertyDescription(
            "OneHot: what becomes of a category that the training rows do not have: Other "
                + "shares one input with the rarest categories, Zeros sets all inputs of the "
                + "column to zero. Left out: what suits the trainer.")
        @Nullable Unseen unseen,
    @JsonPropertyDescription(
            "What a missing value becomes: Median, Mean (numbers), MostFrequent, Constant, "
                + "or None (it stays missing). Left out: what suits the type and the trainer.")
        @Nullable Imputation impute,
    @Size(max = 256)
        @JsonPropertyDescription("The value that replaces a missing one, where impute is Constant.")
        @Nullable String constant) {
  public PreprocessStep {
    columns = columns == null ? List.of() : List.copyOf(columns);
  }
}
