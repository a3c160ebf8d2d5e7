/** The Dataset and its immutable snapshots. */
package dev.sextant.api.dataset;
