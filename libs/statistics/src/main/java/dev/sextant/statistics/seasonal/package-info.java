/** Which windows of the past a window is to be compared with where the data follow the clock. */
package dev.sextant.statistics.seasonal;
