/** Measures the judgement of drift. */
package dev.sextant.bench.drift;
