package dev.sextant.router.proxy;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

/** What a failed try says of its server. */
enum Failure {
  /** Our own queue to it is full: it is busy, not broken. */
  BUSY,

  /** It has not begun with the request: it is ending this connection, or takes no more streams. */
  REFUSED,

  /** There is no connection to it; the request has not been sent. */
  UNREACHABLE,

  /** The connection or the stream ended before the answer did. */
  BROKEN,

  /** It answers what cannot be passed on, as it would again. */
  HOPELESS;

  /** RFC 9113, section 7: REFUSED_STREAM. */
  private static final long REFUSED_STREAM = 7;

  static Failure of(Throwable cause) {
    return switch (cause) {
      case NotSentException unsent ->
          unsent.getCause() instanceof ConnectionPoolTooBusyException ? BUSY : UNREACHABLE;
      case ConnectionPoolTooBusyException _ -> BUSY;
      case AnswerTooLargeException _ -> HOPELESS;
      case StreamResetException reset when reset.getCode() == REFUSED_STREAM -> REFUSED;
      case HttpClosedException closed when closed.goAway() != null -> REFUSED;
      default -> BROKEN;
    };
  }
}
