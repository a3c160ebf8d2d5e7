/** What crosses a process border, as versioned records. */
package dev.sextant.contracts;
