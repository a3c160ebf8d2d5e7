package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How far the running job is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatasetProgress(
    @Size(max = 63)
        @JsonPropertyDescription("What it does now, such as Read, Prepare, Split, Check or Write.")
        @Nullable String phase,
    @Min(0) @Max(100) @JsonPropertyDescription("How much of it is done, in per cent.")
        @Nullable Integer percent) {}
