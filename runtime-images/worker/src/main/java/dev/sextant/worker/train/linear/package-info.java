/** Ridge and logistic regression: deterministic, one thread, double precision. */
package dev.sextant.worker.train.linear;
