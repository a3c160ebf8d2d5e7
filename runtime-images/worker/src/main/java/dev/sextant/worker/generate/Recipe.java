package dev.sextant.worker.generate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to generate.
 *
 * @param seed decides everything that is random
 * @param rows how many rows
 * @param start time of the first row
 * @param period time that all rows span
 * @param missing share of missing values in the columns that can miss
 * @param drift what changes
 * @param driftFrom from which share of the period it changes, 0 to 1
 * @param asOf when the data are looked at: labels that are known later are missing; null means that
 *     all are known
 */
public record Recipe(
    long seed,
    long rows,
    Instant start,
    Duration period,
    double missing,
    Drift drift,
    double driftFrom,
    @Nullable Instant asOf) {}
