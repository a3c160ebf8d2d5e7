package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.NamedReference;
import org.jspecify.annotations.Nullable;

/** What a version was made from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Lineage(
    @JsonPropertyDescription("The training that made it.") @Nullable RunReference trainingRun,
    @JsonPropertyDescription("The Dataset that it was trained on.")
        @Nullable NamedReference dataset,
    @JsonPropertyDescription("The snapshot that it was trained on.")
        @Nullable SnapshotReference snapshot) {}
