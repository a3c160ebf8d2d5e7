package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What fits the model: exactly one. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.xgboost) != has(self.linear)",
    message = "set exactly one of xgboost and linear")
public record Trainer(
    @JsonPropertyDescription("Gradient-boosted trees by XGBoost.") @Nullable XgboostTrainer xgboost,
    @JsonPropertyDescription("A linear model.") @Nullable LinearTrainer linear) {}
