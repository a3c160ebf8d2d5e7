/** ArtifactStore: whether a namespace's bucket can be used, and if not, why. */
package dev.sextant.operator.store;
