package dev.sextant.contracts.job;

import org.jspecify.annotations.Nullable;

/**
 * How far a job is. Sent as JSON by {@code POST <SEXTANT_OPERATOR_URL>/v1/progress} with the pod's
 * projected service-account token (audience {@code sextant-operator}) as bearer.
 *
 * <p>Best effort: it informs people and decides nothing; a job never fails because of it.
 *
 * @param format version of this contract, 1
 * @param job name of the Kubernetes Job's owner kind: Dataset, TrainingRun or ArtifactStore
 * @param namespace the owner's namespace; must be the token's
 * @param name the owner's name
 * @param uid the owner's UID
 * @param phase what is being done: Fetch, Read, Prepare, Split, Check, Write, Fit, Evaluate,
 *     Parity, Publish
 * @param percent 0 to 100 over the whole job
 * @param round current round of the trainer; null outside Fit
 * @param rounds largest number of rounds; null outside Fit
 * @param metric name of the metric on validation; null when there is none
 * @param value its value
 * @param secondsLeft estimate; null when unknown
 */
public record Progress(
    int format,
    String job,
    String namespace,
    String name,
    String uid,
    String phase,
    int percent,
    @Nullable Integer round,
    @Nullable Integer rounds,
    @Nullable String metric,
    @Nullable Double value,
    @Nullable Long secondsLeft) {

  /** The audience of the token that authenticates progress. */
  public static final String AUDIENCE = "sextant-operator";
}
