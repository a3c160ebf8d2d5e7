package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Labels;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** The route table of one ModelDeployment; internal to Sextant. */
@JsonClassDescription(
    "The route table of one ModelDeployment. It is internal: Sextant writes it and "
        + "the routers read it.")
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Kind("Route")
@Plural("routes")
@ShortNames("mroute")
@Categories(Labels.CATEGORY)
@JsonIgnoreProperties(ignoreUnknown = true)
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Model",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.model")
@AdditionalPrinterColumn(
    name = "Arms",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.arms[*].modelVersion")
@AdditionalPrinterColumn(
    name = "Weights",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.arms[*].weight")
@AdditionalPrinterColumn(
    name = "Routers",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.acknowledged")
@AdditionalPrinterColumn(
    name = "In Force",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.inForce")
@AdditionalPrinterColumn(
    name = "Hash",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.contentHash",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class Route extends CustomResource<RouteSpec, RouteStatus> implements Namespaced {
  @Override
  @Required
  @JsonPropertyDescription("Where requests for the model go.")
  public RouteSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("Which routers have taken over the route.")
  public @Nullable RouteStatus getStatus() {
    return super.getStatus();
  }
}
