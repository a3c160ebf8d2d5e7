package dev.sextant.contracts;

/**
 * Names one Kubernetes object.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its UID: the same name re-created is another object
 */
public record ObjectRef(String namespace, String name, String uid) {}
