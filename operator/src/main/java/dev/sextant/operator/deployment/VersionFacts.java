package dev.sextant.operator.deployment;

/**
 * What is seen of a ModelVersion.
 *
 * @param name its name
 * @param model the model that it is a version of
 * @param number its running number
 * @param ready whether it may be served
 * @param digest its digest
 * @param manifestUri where its manifest is
 * @param store the ArtifactStore that has it
 */
record VersionFacts(
    String name,
    String model,
    int number,
    boolean ready,
    String digest,
    String manifestUri,
    String store) {}
