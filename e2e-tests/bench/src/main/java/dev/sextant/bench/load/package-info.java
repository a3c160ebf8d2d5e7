/** Callers that measure how long they wait. */
package dev.sextant.bench.load;
