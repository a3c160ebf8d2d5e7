/** What simulated worlds share: seeds, late views, coverage. */
package dev.sextant.operator.sim;
