/** What a model is: its task, signature, manifest, metrics and golden requests. */
package dev.sextant.contracts.model;
