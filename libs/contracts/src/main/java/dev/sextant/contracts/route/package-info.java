/** The route table that the operator publishes and the routers follow. */
package dev.sextant.contracts.route;
