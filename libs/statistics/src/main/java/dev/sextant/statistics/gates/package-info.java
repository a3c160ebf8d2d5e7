/**
 * The guard algebra: what several gates together say about a candidate. Promoted by intersection,
 * rolled back by union; what is not known passes nothing. A pure function of a protocol that was
 * fixed beforehand and of what one look observed.
 */
package dev.sextant.statistics.gates;
