/** Columns, splits, profiles and the manifest of a snapshot. */
package dev.sextant.contracts.data;
