package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Why an attempt failed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainingFailure(
    @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "The kind of failure in one word, such as OutOfMemory, DeadlineExceeded, "
                + "Refused or JobFailed.")
        @Nullable String failureClass,
    @Min(0) @Max(255) @JsonPropertyDescription("The exit code of the container.")
        @Nullable Integer exitCode,
    @Size(max = 4096)
        @JsonPropertyDescription("The failure in one sentence, and what to do about it.")
        @Nullable String message,
    @Size(max = 4096) @JsonPropertyDescription("The last lines that the container wrote.")
        @Nullable String logTail) {}
