package dev.sextant.api.serving;

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

/** One revision of a deployment. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RevisionState(
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("The revision (a ControllerRevision of the deployment).")
        String revision,
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The ModelVersion that it serves.")
        String modelVersion,
    @Required
        @Pattern(Patterns.DIGEST)
        @Size(max = 71)
        @JsonPropertyDescription("The digest of the model.")
        String digest,
    @Min(0) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("How many servers it has.")
        @Nullable Integer replicas,
    @Min(0) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("How many of them are ready.")
        @Nullable Integer readyReplicas,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("Since when it has been in this place, in RFC 3339.")
        @Nullable String since) {}
