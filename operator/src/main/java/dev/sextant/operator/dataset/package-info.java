/** Dataset: when a snapshot is taken, what becomes of it, and which old ones are kept. */
package dev.sextant.operator.dataset;
