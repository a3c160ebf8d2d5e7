package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The newest snapshot, in short. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SnapshotSummary(
    @Required
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription("The DatasetSnapshot.")
        String name,
    @Required
        @Pattern(Patterns.DIGEST)
        @Size(max = 71)
        @JsonPropertyDescription(
            "The digest of its logical content: sha256 and 64 hexadecimal digits.")
        String digest,
    @Min(0) @JsonPropertyDescription("How many rows it has, all parts together.")
        @Nullable Long rows) {}
