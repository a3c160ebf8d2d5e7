/** What the container of the application is told at start. */
package dev.sextant.operator.boot;
