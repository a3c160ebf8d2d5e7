package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Why the last job ended without a snapshot for good. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatasetFailure(
    @Size(min = 1, max = 128)
        @JsonPropertyDescription(
            "The hash of the work that failed. It is not tried again; other work is: another "
                + "spec, another spec.refresh.token, or the next time of the schedule.")
        @Nullable String inputHash,
    @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "The kind of failure in one word, such as BadRow, OutOfMemory, DeadlineExceeded or "
                + "JobFailed.")
        @Nullable String failureClass,
    @Min(0) @Max(255) @JsonPropertyDescription("The exit code of the container.")
        @Nullable Integer exitCode,
    @Size(max = 4096)
        @JsonPropertyDescription("The failure in one sentence, and what to do about it.")
        @Nullable String message,
    @Size(max = 4096) @JsonPropertyDescription("The last lines that the container wrote.")
        @Nullable String logTail) {}
