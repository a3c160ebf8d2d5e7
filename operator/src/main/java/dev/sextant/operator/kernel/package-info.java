/**
 * The pure kernel: what a decision is made of, with no client, no clock and no framework.
 *
 * <p>Conventions of every package that holds a kind ({@code store}, {@code dataset}, ...):
 *
 * <ul>
 *   <li>{@code XxxObserver} reads caches and returns {@code XxxObserved}, a record of facts.
 *   <li>{@code XxxDecider.decide(primary, observed, now)} is static, pure and total. It returns a
 *       {@link dev.sextant.operator.kernel.Plan}: steps as data, the next status without its
 *       conditions, the verdict and the time after which to look again. It reads the previous
 *       status only as a hint: facts win. The same facts give the same plan, and once the steps
 *       have been done a second decision has none.
 *   <li>{@code XxxResources} builds children, pure, with golden files.
 *   <li>{@code XxxReconciler} joins them through {@code shell.Reconciliation}; it is the only class
 *       of a kind that knows the operator SDK.
 * </ul>
 *
 * <p>Kinds do not import each other; what two of them need lives in {@code kernel}, {@code shell}
 * or {@code job}.
 */
package dev.sextant.operator.kernel;
