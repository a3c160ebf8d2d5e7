/**
 * How well a model does where labels are late, scarce or missing: what its own confidence or a
 * model of its loss lets expect, what few labels and many predictions say together, whether such
 * estimates came true, and whether the labels that came are like those that did not.
 */
package dev.sextant.statistics.unlabelled;
