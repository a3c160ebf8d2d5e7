/**
 * Changes in a stream of numbers that come one by one, such as the errors of a model. One detector
 * keeps a rate of false alarms; the others are the usual ones, to be compared with, and keep none.
 */
package dev.sextant.statistics.stream;
