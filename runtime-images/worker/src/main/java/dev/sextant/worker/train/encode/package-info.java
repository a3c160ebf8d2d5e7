/**
 * Turns the columns of a snapshot into the numbers that a trainer reads; everything is fitted on
 * the train part alone, and the same steps go into the model's graph.
 */
package dev.sextant.worker.train.encode;
