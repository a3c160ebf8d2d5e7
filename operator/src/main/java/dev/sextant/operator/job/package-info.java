/**
 * The Jobs that the kinds run: how they are rendered, what is observed of them, and how a failure
 * is said in one sentence. Pure but for {@link dev.sextant.operator.job.JobObserver}, which reads
 * caches.
 */
package dev.sextant.operator.job;
