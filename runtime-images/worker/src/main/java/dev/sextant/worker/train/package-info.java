/**
 * Trains one model on one snapshot: reads, fits, measures, exports one graph, proves that the
 * server answers as the trainer does, and publishes.
 */
package dev.sextant.worker.train;
