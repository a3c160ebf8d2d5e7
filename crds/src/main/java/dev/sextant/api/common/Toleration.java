package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A taint of a node that a pod puts up with. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.key) || self.operator == 'Exists'",
    message =
        "a toleration without a key matches every taint: set operator to Exists, or "
            + "name the key",
    fieldPath = ".key")
public record Toleration(
    @Size(max = 316)
        @JsonPropertyDescription(
            "The key of the taint. Left out, every key is meant, and operator must be " + "Exists.")
        @Nullable String key,
    @Default("\"Equal\"")
        @JsonPropertyDescription(
            "Equal compares the value of the taint, Exists does not look at it.")
        TolerationOperator operator,
    @Size(max = 63) @JsonPropertyDescription("The value of the taint, where operator is Equal.")
        @Nullable String value,
    @JsonPropertyDescription(
            "The effect of the taint that is tolerated. Left out, every effect is meant.")
        @Nullable TaintEffect effect,
    @Min(0)
        @JsonPropertyDescription(
            "How many seconds the pod stays on a node that gets a NoExecute taint. Left "
                + "out, for ever.")
        @Nullable Long tolerationSeconds) {
  public Toleration {
    operator = operator == null ? TolerationOperator.Equal : operator;
  }
}
