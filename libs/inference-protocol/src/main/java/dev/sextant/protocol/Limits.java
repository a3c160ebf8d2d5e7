package dev.sextant.protocol;

/**
 * What one message may hold, checked while it is read.
 *
 * @param values the most values of one tensor
 * @param tensors the most tensors
 */
public record Limits(int values, int tensors) {}
