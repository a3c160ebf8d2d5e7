package dev.sextant.operator.deployment;

/**
 * A ModelDeployment of the namespace: the router set belongs to all of them.
 *
 * @param name its name
 * @param uid its UID
 */
record OwnerFacts(String name, String uid) {}
