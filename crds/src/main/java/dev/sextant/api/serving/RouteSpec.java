package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.ObjectReference;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The route table of one ModelDeployment. Sextant writes it, routers read it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.arms) || self.arms.size() == 0 || self.arms.map(a, a.weight).sum() " + "== 100",
    message = "the weights of the arms must add up to 100 per cent",
    fieldPath = ".arms")
public record RouteSpec(
    @Required @JsonPropertyDescription("The ModelDeployment that the route is of.")
        ObjectReference deployment,
    @Required
        @Pattern(Patterns.SERVICE)
        @Size(max = 63)
        @JsonPropertyDescription(
            "The model name in requests of the Open Inference Protocol: the name of the "
                + "ModelDeployment.")
        String model,
    @Required @Min(1) @JsonPropertyDescription("How long a request may take, in milliseconds.")
        Long timeoutMillis,
    @Size(max = 16)
        @JsonPropertyDescription(
            "The revisions that requests can go to. An empty list: none serves, and "
                + "requests are refused as unavailable.")
        List<RouteArm> arms,
    @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("The hash of everything above; routers acknowledge it.")
        String contentHash) {
  public RouteSpec {
    arms = arms == null ? List.of() : List.copyOf(arms);
  }
}
