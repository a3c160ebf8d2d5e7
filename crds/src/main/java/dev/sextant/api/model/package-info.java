/** The ModelVersion: an immutable trained or imported model. */
package dev.sextant.api.model;
