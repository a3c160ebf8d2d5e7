/** The tables of docs/statistics.md: made by simulations, compared with it, written into it. */
package dev.sextant.statistics.document;
