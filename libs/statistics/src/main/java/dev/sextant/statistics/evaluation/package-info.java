/**
 * Metrics of predictions and their bootstrap intervals. Pure functions: the same arguments give the
 * same bits, and what cannot be computed is said in words, never as NaN.
 */
package dev.sextant.statistics.evaluation;
