package dev.sextant.server;

import dev.sextant.http.HeldBytes;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.ProtocolException;

/** What a caller is told whose request would be one too many. */
final class Overload {
  private Overload() {}

  static ProtocolException of(HeldBytes held) {
    return new ProtocolException(
        ErrorKind.OVERLOADED,
        "server: requests in memory take the %d bytes they may; try again later, or send fewer rows"
            .formatted(held.most()));
  }
}
