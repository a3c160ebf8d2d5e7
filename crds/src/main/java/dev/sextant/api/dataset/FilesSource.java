package dev.sextant.api.dataset;

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

/** Files in the object store. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.csv) || self.format == 'CSV'",
    message = "only CSV files have these options: leave them out, or set format to CSV",
    fieldPath = ".csv")
public record FilesSource(
    @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
            "The files, as s3://bucket/key. A star stands for any characters but a slash. "
                + "All files must have the same columns.")
        List<@Pattern(Patterns.S3_URI) @Size(max = 1100) String> uris,
    @Required @JsonPropertyDescription("CSV or Parquet.") FileFormat format,
    @JsonPropertyDescription("How the CSV files are to be read.") @Nullable CsvOptions csv) {
  public FilesSource {
    uris = uris == null ? List.of() : List.copyOf(uris);
  }
}
