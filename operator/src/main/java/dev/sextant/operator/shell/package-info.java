/**
 * The thin shell: the only place that calls the API server.
 *
 * <p>{@link dev.sextant.operator.shell.Reconciliation} is what a reconciler calls with its plan: it
 * runs the steps ({@link dev.sextant.operator.shell.StepExecutor}), writes the status when it
 * changed ({@link dev.sextant.operator.shell.StatusWriter}) and records an event when the verdict
 * changed ({@link dev.sextant.operator.shell.EventRecorder}). {@link
 * dev.sextant.operator.shell.Informers} makes the event sources: always with a label selector for
 * children, always without managed fields in the cache.
 *
 * <p>Children are written with the plain client, not through the SDK's own-event filter: that
 * filter may hide a foreign change which lands while a write is on its way. One needless
 * reconciliation after each write is the price.
 */
package dev.sextant.operator.shell;
