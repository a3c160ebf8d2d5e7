/** Tables in memory and generated rows for the tests of training. */
package dev.sextant.worker.train;
