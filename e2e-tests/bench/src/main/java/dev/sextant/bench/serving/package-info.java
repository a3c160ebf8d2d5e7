/** The router and the server beside a plain echo. */
package dev.sextant.bench.serving;
