/** What several kinds share: conditions, labels, resources, tasks and metrics. */
package dev.sextant.api.common;
