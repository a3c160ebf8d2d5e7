package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.BaselineKind;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A simple rule that the model is compared with. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.cel) == (self.kind == 'Heuristic')",
    message = "Heuristic needs a CEL expression; ZeroRule and Random take none",
    fieldPath = ".cel")
public record Baseline(
    @Required
        @JsonPropertyDescription(
            "ZeroRule: always the mean of the training labels, or their more frequent "
                + "class. Random: a label drawn at random from the training labels. Heuristic: "
                + "the expression in cel.")
        BaselineKind kind,
    @Size(min = 1, max = 4096)
        @JsonPropertyDescription(
            "Heuristic: a CEL expression over columns and features that gives the "
                + "prediction; for Binary, the probability of the positive class.")
        @Nullable String cel) {}
