/** Measures what deciding and detecting cost, with JMH. */
package dev.sextant.bench.statistics;
