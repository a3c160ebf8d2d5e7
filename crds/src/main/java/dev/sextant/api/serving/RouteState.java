package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Whether the routers know the present route. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteState(
    @Size(max = 128) @JsonPropertyDescription("The hash of the route that Sextant published last.")
        @Nullable String hash,
    @JsonPropertyDescription("Whether every router has taken over that route.")
        @Nullable Boolean acknowledged,
    @Min(0) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("How many routers there are.")
        @Nullable Integer routers) {}
