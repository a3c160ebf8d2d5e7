/** What all other packages do alike with arrays of numbers: refuse them, order them, draw them. */
package dev.sextant.statistics.numeric;
