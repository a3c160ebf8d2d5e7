package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A served model: which version, how it comes to serve, on what servers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.progressDeadline.matches('[1-9]')",
    message = "must be longer than nothing: give it a duration",
    fieldPath = ".progressDeadline")
public record ModelDeploymentSpec(
    @Required
        @Pattern(Patterns.NAME)
        @Size(max = 50)
        @JsonPropertyDescription(
            "The name of the model, as TrainingRuns and ModelVersions give it.")
        String model,
    @Default("\"Latest\"")
        @Pattern("^(Latest|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)$")
        @Size(max = 253)
        @JsonPropertyDescription(
            "Latest: the highest version number that is Ready and has not been rejected. "
                + "Or the name of a ModelVersion, which pins it.")
        String version,
    @Required
        @JsonPropertyDescription(
            "How a new version comes to serve. It must be written, also when it is none: " + "{}.")
        Protocol protocol,
    @Default("{}") @JsonPropertyDescription("What runs the model.") Server server,
    @Default("{}") @JsonPropertyDescription("How many servers there are.") Scaling scaling,
    @Default("{}") @JsonPropertyDescription("How requests are treated on their way.")
        Traffic traffic,
    @Default("{}") @JsonPropertyDescription("How many revisions are kept.") RevisionHistory history,
    @Default("\"10m\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long a new version may take to get ready before it is rejected. What serves goes on serving."
                + Patterns.DURATION_HELP)
        String progressDeadline) {
  public ModelDeploymentSpec {
    version = version == null ? "Latest" : version;
    server = server == null ? Server.defaults() : server;
    scaling = scaling == null ? Scaling.defaults() : scaling;
    traffic = traffic == null ? Traffic.defaults() : traffic;
    history = history == null ? RevisionHistory.defaults() : history;
    progressDeadline = progressDeadline == null ? "10m" : progressDeadline;
  }
}
