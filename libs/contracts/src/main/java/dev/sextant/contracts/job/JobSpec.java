package dev.sextant.contracts.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a job is to do, as JSON in the environment variable {@code SEXTANT_JOB}.
 *
 * <p>Every job pod also has {@code SEXTANT_POD_NAME}, {@code SEXTANT_OPERATOR_URL} (where progress
 * goes, see {@link Progress}), {@code SEXTANT_TOKEN_FILE} (bearer token for it) and the store's
 * credentials ({@link StoreLocation}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "job")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ProbeJob.class, name = "Probe"),
  @JsonSubTypes.Type(value = SnapshotJob.class, name = "Snapshot"),
  @JsonSubTypes.Type(value = TrainJob.class, name = "Train"),
  @JsonSubTypes.Type(value = FetchJob.class, name = "Fetch")
})
public sealed interface JobSpec permits ProbeJob, SnapshotJob, TrainJob, FetchJob {
  /** The environment variable that holds the JSON. */
  String ENVIRONMENT = "SEXTANT_JOB";

  /** The store that the job works on. */
  StoreLocation store();
}
