/**
 * ModelDeployment: revisions, their servers, the route, and the namespace's router set.
 *
 * <p>What serves is what the published Route says, not what the status says. Everything that
 * callers depend on is in the safety lane: the route and the servers of the stable revision.
 */
package dev.sextant.operator.deployment;
