package dev.sextant.router.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a server answered over gRPC. */
record GrpcAnswer(int httpStatus, MultiMap headers, Buffer body, MultiMap trailers) {
  /** The status, from the trailers or, in an answer without messages, from the headers. */
  String status() {
    @Nullable String trailer = trailers.get("grpc-status");
    @Nullable String header = headers.get("grpc-status");
    return trailer != null ? trailer : header != null ? header : "2";
  }
}
