/**
 * Whether the columns of two samples come from one distribution. Every alarm needs two things: a
 * distance that matters, and one that chance does not explain at this number of rows. Missing
 * values are a question of their own; "too few rows" is an answer.
 */
package dev.sextant.statistics.drift;
