package dev.sextant.api.dataset;

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

/**
 * Where rows come from, how they become features and a label, and how they are split and checked.
 */
@JsonClassDescription(
    "Where rows come from, how they become features and a label, and how they are "
        + "split and checked. Sextant takes snapshots of it.")
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Kind("Dataset")
@Plural("datasets")
@ShortNames("dset")
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
    name = "Snapshot",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.snapshot.name")
@AdditionalPrinterColumn(
    name = "Rows",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.snapshot.rows")
@AdditionalPrinterColumn(
    name = "Phase",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.progress.phase")
@AdditionalPrinterColumn(
    name = "Taken",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.lastSnapshotTime")
@AdditionalPrinterColumn(
    name = "Next",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.nextRefreshTime",
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
public final class Dataset extends CustomResource<DatasetSpec, DatasetStatus>
    implements Namespaced {
  @Override
  @Required
  @JsonPropertyDescription(
      "Where rows come from, how they become features and a label, how they are "
          + "split and checked.")
  public DatasetSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("The newest snapshot and what Sextant does about the next.")
  public @Nullable DatasetStatus getStatus() {
    return super.getStatus();
  }
}
