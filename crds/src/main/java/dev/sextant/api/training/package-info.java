/** The TrainingRun: one training of one model. */
package dev.sextant.api.training;
