package dev.sextant.contracts.data;

/**
 * A row-wise feature: a name and the CEL expression that computes it, the same in the snapshot and
 * in the server.
 *
 * @param name the feature's name, unique among columns and features
 * @param cel the expression over raw columns
 */
public record FeatureExpression(String name, String cel) {}
