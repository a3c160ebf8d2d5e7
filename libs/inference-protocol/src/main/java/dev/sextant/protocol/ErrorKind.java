package dev.sextant.protocol;

import io.grpc.Status;

/** What went wrong, and how each wire form says so. */
public enum ErrorKind {
  INVALID(400, Status.Code.INVALID_ARGUMENT),
  NOT_FOUND(404, Status.Code.NOT_FOUND),
  METHOD_NOT_ALLOWED(405, Status.Code.UNIMPLEMENTED),
  TOO_LARGE(413, Status.Code.RESOURCE_EXHAUSTED),
  UNSUPPORTED_CODING(415, Status.Code.INVALID_ARGUMENT),
  /** Nothing is wrong with the request: the same one may succeed later. */
  OVERLOADED(429, Status.Code.RESOURCE_EXHAUSTED),
  INTERNAL(500, Status.Code.INTERNAL),
  UNSUPPORTED(501, Status.Code.UNIMPLEMENTED),
  UNAVAILABLE(503, Status.Code.UNAVAILABLE),
  DEADLINE(504, Status.Code.DEADLINE_EXCEEDED);

  private final int httpStatus;
  private final Status.Code grpcCode;

  ErrorKind(int httpStatus, Status.Code grpcCode) {
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
  }

  /** The HTTP status. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The gRPC status code. */
  public Status.Code grpcCode() {
    return grpcCode;
  }

  /** The kind behind an HTTP status of another server; never a success. */
  public static ErrorKind ofHttp(int status) {
    for (ErrorKind kind : values()) {
      if (kind.httpStatus == status) {
        return kind;
      }
    }
    return status >= 400 && status < 500 ? INVALID : INTERNAL;
  }

  /** The kind behind a gRPC code of another server; never a success. */
  public static ErrorKind ofGrpc(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, ALREADY_EXISTS -> INVALID;
      case NOT_FOUND -> NOT_FOUND;
      case RESOURCE_EXHAUSTED -> OVERLOADED;
      case UNIMPLEMENTED -> UNSUPPORTED;
      case UNAVAILABLE -> UNAVAILABLE;
      case DEADLINE_EXCEEDED, CANCELLED -> DEADLINE;
      case OK, UNKNOWN, PERMISSION_DENIED, ABORTED, INTERNAL, DATA_LOSS, UNAUTHENTICATED ->
          INTERNAL;
    };
  }
}
