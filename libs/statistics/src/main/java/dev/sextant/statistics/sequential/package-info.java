/**
 * Sequential inference: bounds on a difference between two arms that hold at every look together,
 * so that looking often does not raise the error rate. Every bound is one-sided at its own rate. A
 * method says nothing where its assumptions are not met; NaN is never an answer.
 */
package dev.sextant.statistics.sequential;
