/** Sample data with known structure, the same for the same seed. */
package dev.sextant.worker.generate;
