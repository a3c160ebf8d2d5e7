/**
 * The model server: one model over the Open Inference Protocol v2.
 *
 * <p>The way of a request: a wire form becomes an {@link dev.sextant.protocol.InferRequest} on an
 * event loop, a thread of the pool binds it to columns, computes features, runs the graph and
 * encodes the answer. The golden requests take the same way before the server is ready.
 */
package dev.sextant.server;
