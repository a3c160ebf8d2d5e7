/**
 * Choosing among models while learning which is best: shares by Thompson sampling, what another
 * policy would have earned, and rankings that are compared within one answer. Pure functions: what
 * is drawn depends on the seed alone, and every choice comes with its probability.
 */
package dev.sextant.statistics.choice;
