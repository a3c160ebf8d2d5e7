package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Condition;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What serves, what is on its way, and what did not make it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelDeploymentStatus(
    @Min(0)
        @JsonPropertyDescription(
            "The metadata.generation of the spec that this status describes. If it is "
                + "lower than metadata.generation, Sextant has not yet seen the latest edit.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "What is true of this object now; one entry per type. Ready, Reconciling and "
                + "Stalled are always among them once Sextant has seen the object.")
        List<Condition> conditions,
    @Size(max = 1024)
        @JsonPropertyDescription(
            "Where requests go within the cluster, over the Open Inference Protocol.")
        @Nullable String url,
    @Size(max = 253) @JsonPropertyDescription("The ModelVersion that serves.")
        @Nullable String version,
    @JsonPropertyDescription("The revision that serves.") @Nullable RevisionState stable,
    @JsonPropertyDescription("The revision that is getting ready to serve.")
        @Nullable RevisionState candidate,
    @Size(max = 10)
        @JsonPropertyDescription("The revisions that did not come to serve, newest first.")
        List<RejectedRevision> rejected,
    @StatusReplicas
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @JsonPropertyDescription("How many servers there are, all revisions together.")
        @Nullable Integer replicas,
    @Min(0) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("How many of them are ready.")
        @Nullable Integer readyReplicas,
    @LabelSelector
        @Size(max = 1024)
        @JsonPropertyDescription("The label selector of the servers, for autoscalers.")
        @Nullable String selector,
    @Size(max = 16) @JsonPropertyDescription("How the requests are divided.")
        List<TrafficShare> traffic,
    @JsonPropertyDescription("Whether the routers know the present route.")
        @Nullable RouteState route) {
  public ModelDeploymentStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    rejected = rejected == null ? List.of() : List.copyOf(rejected);
    traffic = traffic == null ? List.of() : List.copyOf(traffic);
  }
}
