/** Whether definitions still take what those of an earlier release took. */
package dev.sextant.api.compatibility;
