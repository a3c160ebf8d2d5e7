/** TrainingRun: one training of one model, from the pinned snapshot to a version or a refusal. */
package dev.sextant.operator.training;
