/** The fetch job: a model's files into a directory, verified. */
package dev.sextant.worker.fetch;
