package dev.sextant.contracts.job;

import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.FileSource;
import dev.sextant.contracts.data.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Materialises a Dataset.
 *
 * @param owner the Dataset
 * @param inputHash hash of the spec fields that shape the result; with the source files' tags it
 *     names the {@code by-input} pointer
 * @param timeZone zone of time stamps that carry none
 * @param prepareSql one SELECT over the relation {@code source}; null means all of it
 * @param keepWhen CEL predicate over declared columns; null keeps every row
 * @param predictionTime the Time column at which a prediction is made
 * @param threads how many threads DuckDB may use
 * @param memoryBytes how much memory the container has
 */
public record SnapshotJob(
    StoreLocation store,
    ObjectRef owner,
    String inputHash,
    FileSource source,
    String timeZone,
    @Nullable String prepareSql,
    @Nullable String keepWhen,
    @Nullable String predictionTime,
    List<Column> columns,
    List<FeatureExpression> features,
    Split split,
    DuplicatePolicy duplicates,
    int threads,
    long memoryBytes,
    long deadlineSeconds)
    implements JobSpec {}
