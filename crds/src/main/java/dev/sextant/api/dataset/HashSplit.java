package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Split by a stable hash of an identifier: a row is in the same part in every snapshot, for ever.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.train + self.validation + self.calibration + self.test == 100",
    message = "train, validation, calibration and test must add up to 100 per cent")
public record HashSplit(
    @Required
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("How much of the rows the training part gets, in whole per cent.")
        Integer train,
    @Required
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "How much of the rows the validation part gets, in whole per cent.")
        Integer validation,
    @Default("0")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "How much of the rows the calibration part gets, in whole per cent. 0: there "
                + "is none.")
        Integer calibration,
    @Required
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("How much of the rows the test part gets, in whole per cent.")
        Integer test,
    @Default("\"RowId\"")
        @JsonPropertyDescription(
            "The role of the column that decides: RowId splits rows, Entity and Group keep "
                + "all rows of one unit together.")
        HashUnit by) {
  public HashSplit {
    calibration = calibration == null ? 0 : calibration;
    by = by == null ? HashUnit.RowId : by;
  }
}
