/** Makes the custom resource definitions and their reference pages from the Java types. */
package dev.sextant.api.generation;
