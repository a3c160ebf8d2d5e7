/** The ModelDeployment and its route. */
package dev.sextant.api.serving;
