/** The worker: reads one job, does it, says how it ended. */
package dev.sextant.worker;
