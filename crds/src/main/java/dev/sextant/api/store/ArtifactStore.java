package dev.sextant.api.store;

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

/** An S3 bucket in which a namespace keeps its data and models. */
@JsonClassDescription("An S3 bucket in which a namespace keeps its data and models.")
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Kind("ArtifactStore")
@Plural("artifactstores")
@ShortNames("astore")
@Categories(Labels.CATEGORY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "size(self.metadata.name) <= 50 && !self.metadata.name.contains('.')",
    message = "metadata.name: it becomes part of other names: at most 50 characters, without dots")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Endpoint",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.endpoint")
@AdditionalPrinterColumn(
    name = "Bucket",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.bucket")
@AdditionalPrinterColumn(
    name = "Prefix",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.prefix",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Probed",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.lastProbeTime")
@AdditionalPrinterColumn(
    name = "Message",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class ArtifactStore extends CustomResource<ArtifactStoreSpec, ArtifactStoreStatus>
    implements Namespaced {
  @Override
  @Required
  @JsonPropertyDescription("Where the store is and how to reach it.")
  public ArtifactStoreSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What the last probe of the store found.")
  public @Nullable ArtifactStoreStatus getStatus() {
    return super.getStatus();
  }
}
