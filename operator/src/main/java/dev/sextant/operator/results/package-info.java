/** Reads what jobs left in the store, through the URL that they presigned, off every reconciler. */
package dev.sextant.operator.results;
