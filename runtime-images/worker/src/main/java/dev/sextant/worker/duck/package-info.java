/** DuckDB as the jobs use it: bounded, cancellable, quoted. */
package dev.sextant.worker.duck;
