package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A revision that did not come to serve, and why. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RejectedRevision(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The revision.") String revision,
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("The ModelVersion that it would have served.")
        String modelVersion,
    @Required
        @Pattern(Patterns.DIGEST)
        @Size(max = 71)
        @JsonPropertyDescription("The digest of the model.")
        String digest,
    @Size(max = 63) @JsonPropertyDescription("Why, in one word.") @Nullable String reason,
    @Size(max = 4096) @JsonPropertyDescription("Why, and what to do about it.")
        @Nullable String message,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("When it was rejected, in RFC 3339.")
        @Nullable String time) {}
