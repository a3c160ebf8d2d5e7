package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What is checked beside the columns' own bounds. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DataChecks(
    @Default("\"Fail\"")
        @JsonPropertyDescription(
            "What happens when several rows have the same RowId: Fail makes no snapshot, "
                + "KeepFirst keeps the first of them in the canonical order of rows, Ignore "
                + "keeps all.")
        DuplicatePolicy duplicates) {
  public DataChecks {
    duplicates = duplicates == null ? DuplicatePolicy.Fail : duplicates;
  }

  /** What holds where the user says nothing. */
  public static DataChecks defaults() {
    return new DataChecks(DuplicatePolicy.Fail);
  }
}
