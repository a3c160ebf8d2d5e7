package dev.sextant.router.proxy;

import java.nio.charset.StandardCharsets;

/** The gRPC status codes that the router itself answers with. */
enum GrpcStatus {
  OK(0),
  INVALID_ARGUMENT(3),
  DEADLINE_EXCEEDED(4),
  NOT_FOUND(5),
  RESOURCE_EXHAUSTED(8),
  UNIMPLEMENTED(12),
  UNAVAILABLE(14);

  private final int code;

  GrpcStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Percent-encodes a message as {@code grpc-message} wants it. */
  static String encode(String message) {
    StringBuilder text = new StringBuilder();
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0x20 && b <= 0x7e && b != '%') {
        text.append((char) b);
      } else {
        text.append(String.format("%%%02X", b & 0xff));
      }
    }
    return text.toString();
  }
}
