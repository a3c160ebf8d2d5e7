package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What one server accepts at most. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServerLimits(
    @Default("1024")
        @Min(1)
        @Max(1000000)
        @JsonPropertyDescription("How many rows one request may have. Larger requests are refused.")
        Integer maxBatchRows,
    @Default("16777216")
        @Min(1024)
        @Max(1073741824)
        @JsonPropertyDescription(
            "How many bytes the body of one request may have. Larger requests are refused.")
        Long maxBodyBytes,
    @Default("256")
        @Min(0)
        @Max(100000)
        @JsonPropertyDescription(
            "How many requests may wait for a thread in one server; the rest is refused as "
                + "overloaded.")
        Integer maxQueued) {
  public ServerLimits {
    maxBatchRows = maxBatchRows == null ? 1024 : maxBatchRows;
    maxBodyBytes = maxBodyBytes == null ? 16_777_216L : maxBodyBytes;
    maxQueued = maxQueued == null ? 256 : maxQueued;
  }

  /** What holds where the user says nothing. */
  public static ServerLimits defaults() {
    return new ServerLimits(1024, 16_777_216L, 256);
  }
}
