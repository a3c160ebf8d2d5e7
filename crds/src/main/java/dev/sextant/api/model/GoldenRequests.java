package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Requests with known answers, which a server repeats before it is ready. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GoldenRequests(
    @Required
        @Pattern(Patterns.S3_URI)
        @Size(max = 1100)
        @JsonPropertyDescription("Where they are, as s3://bucket/key.")
        String uri,
    @Min(1) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("How many rows they have.")
        @Nullable Integer rows) {}
