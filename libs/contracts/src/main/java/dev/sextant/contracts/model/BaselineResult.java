package dev.sextant.contracts.model;

import java.util.List;

/**
 * How a baseline did on the same test rows, and the paired comparison with the model.
 *
 * @param name ZeroRule, Random or Heuristic
 * @param metrics its metrics
 * @param improvement loss of the baseline minus loss of the model, per row in the mean, with a
 *     paired bootstrap interval: above zero means that the model is better; absolute error for a
 *     regression, log loss for a binary task (Brier score against a heuristic that is not a
 *     probability)
 */
public record BaselineResult(String name, List<Metric> metrics, Metric improvement) {}
