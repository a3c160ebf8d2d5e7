/** ModelVersion: whether a version can be served. */
package dev.sextant.operator.modelversion;
