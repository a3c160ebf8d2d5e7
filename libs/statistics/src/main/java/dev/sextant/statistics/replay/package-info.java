/** Verdicts computed again from the evidence that they name, for whoever asks why one was given. */
package dev.sextant.statistics.replay;
