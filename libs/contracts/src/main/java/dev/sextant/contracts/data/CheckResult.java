package dev.sextant.contracts.data;

/**
 * The outcome of one check of a snapshot.
 *
 * @param name which check, such as {@code missing(distance)}
 * @param passed whether it holds
 * @param value what was measured
 * @param threshold what was allowed; empty where there is none
 * @param message one sentence, field path first when it did not pass
 */
public record CheckResult(
    String name, boolean passed, String value, String threshold, String message) {}
