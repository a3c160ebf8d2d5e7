/** What the parts of the benchmarks share: figures, and processes that are measured. */
package dev.sextant.bench;
