package dev.sextant.statistics.schema;

/**
 * A category that one of two samples does not have.
 *
 * @param category its name
 * @param rows that have it in the other sample
 * @param share of the rows there
 * @param chance that all of these rows come to that sample when the rows of both are dealt anew
 */
public record CategoryCount(String category, long rows, double share, double chance) {}
