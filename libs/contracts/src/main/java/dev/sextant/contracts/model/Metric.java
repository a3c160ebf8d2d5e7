package dev.sextant.contracts.model;

import org.jspecify.annotations.Nullable;

/**
 * A metric with its bootstrap interval.
 *
 * @param name its standard name in lower case: rmse, mae, r2; auc, log_loss, brier, accuracy
 * @param value the estimate on the test part
 * @param low lower end of the interval; null when it cannot be had
 * @param high upper end of the interval; null when it cannot be had
 * @param level coverage of the interval, such as 0.95
 */
public record Metric(
    String name, double value, @Nullable Double low, @Nullable Double high, double level) {}
