package dev.sextant.api.model;

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

/** One immutable version of a model. */
@JsonClassDescription("One immutable version of a model, trained by Sextant or imported.")
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Kind("ModelVersion")
@Plural("modelversions")
@ShortNames("mver")
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
    name = "Number",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.number")
@AdditionalPrinterColumn(
    name = "Origin",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.origin")
@AdditionalPrinterColumn(
    name = "Task",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.task.kind")
@AdditionalPrinterColumn(
    name = "Metric",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.metrics[0].name")
@AdditionalPrinterColumn(
    name = "Value",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.metrics[0].value")
@AdditionalPrinterColumn(
    name = "Data until",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.dataSeenUntil",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Digest",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.artifact.digest",
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
public final class ModelVersion extends CustomResource<ModelVersionSpec, ModelVersionStatus>
    implements Namespaced {
  @Override
  @Required
  @JsonPropertyDescription("What the version is and where. It never changes.")
  public ModelVersionSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("Whether the version can be served.")
  public @Nullable ModelVersionStatus getStatus() {
    return super.getStatus();
  }
}
