/**
 * Offline evaluation: metrics of predictions with bootstrap intervals, and the tests that judge
 * them. Pure functions: the same arguments give the same bits, and what cannot be computed is said
 * in words, never as NaN.
 */
package dev.sextant.statistics.evaluation;
