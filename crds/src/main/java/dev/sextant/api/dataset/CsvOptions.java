package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How a CSV file is to be read. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CsvOptions(
    @Default("\",\"")
        @Size(min = 1, max = 1)
        @JsonPropertyDescription("The one character between two fields.")
        String delimiter,
    @Default("true")
        @JsonPropertyDescription(
            "true: the first line of each file names the columns. false: the columns have "
                + "the names of the declared columns, in their order.")
        Boolean header,
    @Size(max = 16)
        @JsonPropertyDescription("Texts that stand for a missing value, beside the empty field.")
        List<@Size(max = 64) String> nullValues) {
  public CsvOptions {
    delimiter = delimiter == null ? "," : delimiter;
    header = header == null ? true : header;
    nullValues = nullValues == null ? List.of() : List.copyOf(nullValues);
  }
}
