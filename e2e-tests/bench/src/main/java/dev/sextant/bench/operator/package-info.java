/** The packaged operator as a process, against a real API server. */
package dev.sextant.bench.operator;
