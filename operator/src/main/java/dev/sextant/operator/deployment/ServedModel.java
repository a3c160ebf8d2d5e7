package dev.sextant.operator.deployment;

import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.operator.kernel.StoreFacts;

/**
 * Which model a revision serves, and where it is.
 *
 * @param model the model that it is a version of; numbers of other models do not compare
 * @param version the ModelVersion
 * @param number its running number
 * @param digest the digest of the model
 * @param manifestUri where the model's manifest is
 * @param store the store that has it
 * @param secretName the Secret with the store's keys
 */
record ServedModel(
    String model,
    String version,
    int number,
    String digest,
    String manifestUri,
    StoreLocation store,
    String secretName) {

  static ServedModel of(VersionFacts version, StoreFacts store) {
    return new ServedModel(
        version.model(),
        version.name(),
        version.number(),
        version.digest(),
        version.manifestUri(),
        store.location(),
        store.secretName());
  }
}
