package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where the model is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Artifact(
    @Required
        @Pattern(Patterns.S3_URI)
        @Size(max = 1100)
        @JsonPropertyDescription("Where its manifest is, as s3://bucket/key.")
        String uri,
    @Required
        @Pattern(Patterns.DIGEST)
        @Size(max = 71)
        @JsonPropertyDescription(
            "The digest of its logical content (model, transform and signature): sha256 "
                + "and 64 hexadecimal digits.")
        String digest) {}
