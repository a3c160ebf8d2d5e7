package dev.sextant.api.dataset;

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

/** One immutable materialisation of a Dataset. */
@JsonClassDescription(
    "One immutable materialisation of a Dataset. Sextant writes it; it is named "
        + "after the Dataset and the digest of its content.")
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Kind("DatasetSnapshot")
@Plural("datasetsnapshots")
@ShortNames("dsnap")
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
    name = "Dataset",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.dataset.name")
@AdditionalPrinterColumn(
    name = "Number",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.number")
@AdditionalPrinterColumn(
    name = "Train",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.rows.train")
@AdditionalPrinterColumn(
    name = "Validation",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.rows.validation",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Calibration",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.rows.calibration",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Test",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.rows.test")
@AdditionalPrinterColumn(
    name = "Until",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.timeUntil")
@AdditionalPrinterColumn(
    name = "Digest",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.digest",
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
public final class DatasetSnapshot
    extends CustomResource<DatasetSnapshotSpec, DatasetSnapshotStatus> implements Namespaced {
  @Override
  @Required
  @JsonPropertyDescription("What the snapshot holds and where. It never changes.")
  public DatasetSnapshotSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("Whether the snapshot can be used.")
  public @Nullable DatasetSnapshotStatus getStatus() {
    return super.getStatus();
  }
}
