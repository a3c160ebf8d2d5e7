/**
 * Whether a model begins to learn from itself: what its choices concentrate on, whose decisions its
 * training labels come from, what exploration earns, and how predictions move from one generation
 * of the model to the next. Counts of parts add up.
 */
package dev.sextant.statistics.feedback;
