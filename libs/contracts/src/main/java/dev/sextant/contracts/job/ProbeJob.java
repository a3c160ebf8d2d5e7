package dev.sextant.contracts.job;

/**
 * Writes, reads back and deletes a small object, to tell whether a store can be used.
 *
 * @param deadlineSeconds how long it may try
 */
public record ProbeJob(StoreLocation store, long deadlineSeconds) implements JobSpec {}
