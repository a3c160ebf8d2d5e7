package dev.sextant.worker.train.encode;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.job.TrainJob.Encoding;
import dev.sextant.contracts.job.TrainJob.Impute;
import dev.sextant.contracts.job.TrainJob.Unseen;

/**
 * What is to be done with one input, before anything is known of its values.
 *
 * @param column the column or feature
 * @param path the field to name when its values do not allow it
 * @param constant the replacement for {@link Impute#Constant}; empty otherwise
 */
record Treatment(
    String column,
    ColumnType type,
    String path,
    Encoding as,
    Unseen unseen,
    Impute impute,
    String constant) {

  boolean isText() {
    return type == ColumnType.String;
  }
}
