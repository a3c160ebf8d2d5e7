/** How far jobs are, as they tell: kept in memory only, for people only; it decides nothing. */
package dev.sextant.operator.progress;
