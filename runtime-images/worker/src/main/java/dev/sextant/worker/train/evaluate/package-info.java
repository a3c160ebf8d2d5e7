/** Measures models and baselines on the same test rows. */
package dev.sextant.worker.train.evaluate;
