package dev.sextant.contracts.data;

import dev.sextant.contracts.FileRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable materialisation of a Dataset, as stored under {@code manifests/snapshots/}.
 *
 * @param format version of this contract, 1
 * @param digest {@code sha256:<hex>} over columns, features, prediction time and the parts' content
 *     hashes: logical content only
 * @param columns the columns of the Parquet files, in file order
 * @param features the expressions that computed columns; they travel with the model
 * @param predictionTime the column that says when a prediction is made; null without a time axis
 * @param timeZone the zone of time stamps without one
 * @param splits every part by name; an empty part is present with zero rows
 * @param outsideRows rows that no part took
 * @param dataSeenUntil newest prediction time in train, validation and calibration; null without a
 *     time axis
 * @param profile statistics of the train part
 * @param checks what was checked
 * @param sources the files that were read
 */
public record SnapshotManifest(
    int format,
    String digest,
    List<SnapshotColumn> columns,
    List<FeatureExpression> features,
    @Nullable String predictionTime,
    String timeZone,
    Map<SplitName, SplitData> splits,
    long outsideRows,
    java.time.@Nullable Instant dataSeenUntil,
    FileRef profile,
    List<CheckResult> checks,
    List<SourceFile> sources) {

  /**
   * A file that was read.
   *
   * @param uri where it lay
   * @param etag the store's entity tag when it was read
   * @param bytes its size
   */
  public record SourceFile(String uri, String etag, long bytes) {}
}
