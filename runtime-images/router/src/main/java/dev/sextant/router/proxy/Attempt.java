package dev.sextant.router.proxy;

import dev.sextant.router.table.Endpoint;
import io.vertx.core.Future;

/**
 * Sends one request to one server, in one protocol.
 *
 * @param <R> the answer
 */
interface Attempt<R> {
  /** Sends; fails when the server could not be reached or broke off. */
  Future<R> send(Endpoint server, long timeoutMillis);

  /** Whether nobody waits for an answer any more. */
  boolean callerGone();

  /** Whether the answer says that another server might do better. */
  boolean unavailable(R answer);
}
