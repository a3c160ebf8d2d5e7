/** Gradient boosted regression trees over columns in few bins; one model for all that learn. */
package dev.sextant.statistics.trees;
