package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The snapshot that a version was trained on. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SnapshotReference(
    @Required
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription("The DatasetSnapshot.")
        String name,
    @Size(min = 1, max = 64) @JsonPropertyDescription("Its UID.") @Nullable String uid,
    @Required
        @Pattern(Patterns.DIGEST)
        @Size(max = 71)
        @JsonPropertyDescription("The digest of its content.")
        String digest) {}
