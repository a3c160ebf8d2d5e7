package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Labels;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A served model. */
@JsonClassDescription(
    "A served model: requests reach it over the Open Inference Protocol under the "
        + "name of this object.")
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Kind("ModelDeployment")
@Plural("modeldeployments")
@ShortNames("mdep")
@Categories(Labels.CATEGORY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "size(self.metadata.name) <= 50 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "metadata.name: it becomes the name of a Service: at most 50 small letters, digits and dashes, the first a letter, the last no dash")
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
    name = "Serves",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.version")
@AdditionalPrinterColumn(
    name = "Candidate",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.candidate.modelVersion")
@AdditionalPrinterColumn(
    name = "Servers",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.readyReplicas")
@AdditionalPrinterColumn(
    name = "Wanted",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.scaling.replicas")
@AdditionalPrinterColumn(
    name = "URL",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.url",
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
public final class ModelDeployment
    extends CustomResource<ModelDeploymentSpec, ModelDeploymentStatus> implements Namespaced {
  @Override
  @Required
  @JsonPropertyDescription("What is served, how a new version comes to serve, and on what servers.")
  public ModelDeploymentSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What serves, what is on its way, and what did not make it.")
  public @Nullable ModelDeploymentStatus getStatus() {
    return super.getStatus();
  }
}
