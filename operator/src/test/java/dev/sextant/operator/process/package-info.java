/** The packaged operator as processes: what only shows when the whole of it runs. */
package dev.sextant.operator.process;
