package dev.sextant.contracts;

/**
 * How a model server runs, as JSON in the environment variable {@code SEXTANT_SERVER}.
 *
 * @param model the model name that it answers to (the ModelDeployment's name)
 * @param version the model version that it reports (the ModelVersion's name)
 * @param directory the model directory that the fetch job filled
 * @param restPort port of the REST API, metrics and health
 * @param grpcPort port of the gRPC API
 * @param threads how many requests are computed at once
 * @param maxBatchRows rows allowed in one request
 * @param maxBodyBytes size allowed of one request
 * @param maxQueued requests that may wait for a thread before new ones are answered 429
 * @param drainSeconds how long requests in flight may take after SIGTERM
 */
public record ServerConfig(
    String model,
    String version,
    String directory,
    int restPort,
    int grpcPort,
    int threads,
    int maxBatchRows,
    long maxBodyBytes,
    int maxQueued,
    int drainSeconds) {

  /** The environment variable that holds the JSON. */
  public static final String ENVIRONMENT = "SEXTANT_SERVER";
}
