package dev.sextant.router.proxy;

import dev.sextant.router.table.Target;

/**
 * What became of a request.
 *
 * @param <R> the answer of a server
 */
sealed interface Forwarded<R> {
  /** A server answered. */
  record Answered<R>(Target target, R answer) implements Forwarded<R> {}

  /** No server could be asked; says why, for people. */
  record NoServer<R>(String reason) implements Forwarded<R> {}

  /** The named version takes no requests. */
  record NoSuchVersion<R>(String reason) implements Forwarded<R> {}

  /** Every server that was tried broke off. */
  record Broken<R>(Target target, String reason) implements Forwarded<R> {}

  /** The caller left before there was an answer. */
  record CallerGone<R>(Target target) implements Forwarded<R> {}

  /** The time of the route ran out. */
  record TimedOut<R>(Target target, String reason) implements Forwarded<R> {}
}
