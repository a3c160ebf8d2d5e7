/** The ArtifactStore: where a namespace keeps its data and models. */
package dev.sextant.api.store;
