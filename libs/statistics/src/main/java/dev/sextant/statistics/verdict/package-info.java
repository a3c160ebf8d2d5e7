/**
 * What evidence says about a candidate: one sealed set of answers for every method, each with the
 * numbers that say it. "Not enough yet" is an answer of its own, and NaN is none.
 */
package dev.sextant.statistics.verdict;
