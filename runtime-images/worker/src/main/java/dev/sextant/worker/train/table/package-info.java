/** Reads the parts of a snapshot: statistics of train, encoded rows, raw rows. */
package dev.sextant.worker.train.table;
