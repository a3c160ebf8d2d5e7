package dev.sextant.server;

import dev.sextant.http.HeldBytes;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.GrpcCodec;
import dev.sextant.protocol.ProtocolException;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the requests of gRPC calls within what all requests of both wires may hold together. A call
 * that would be too much is refused while its message still arrives.
 *
 * <p>A tracer hears of every part of a message, which nothing else does before it is complete; the
 * interceptor has the call that can be closed. Both act on the event loop of the call.
 */
final class GrpcBodies extends ServerStreamTracer.Factory implements ServerInterceptor {
  private static final Context.Key<Body> BODY = Context.key("body");

  private final HeldBytes held;
  private final ServerMetrics metrics;

  GrpcBodies(HeldBytes held, ServerMetrics metrics) {
    this.held = held;
    this.metrics = metrics;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new Body();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Body body = BODY.get();
    body.call = call;
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        if (!body.refused) {
          super.onMessage(message);
        }
      }

      @Override
      public void onHalfClose() {
        if (!body.refused) {
          super.onHalfClose();
        }
      }
    };
  }

  /** The request of one call: as it arrives, then as it is read, for as long as the call lasts. */
  private final class Body extends ServerStreamTracer {
    private final long start = System.nanoTime();
    private @Nullable ServerCall<?, ?> call;
    private boolean refused;
    private long arrived;
    private long plain;
    private long taken;

    @Override
    public Context filterContext(Context context) {
      return context.withValue(BODY, this);
    }

    @Override
    public void inboundWireSize(long bytes) {
      arrived += bytes;
      hold();
    }

    /** Differs from what arrived only where that was compressed. */
    @Override
    public void inboundUncompressedSize(long bytes) {
      plain += bytes;
      hold();
    }

    private void hold() {
      long more = Math.max(arrived, plain) - taken;
      if (refused || more <= 0) {
        return;
      }
      if (held.take(more)) {
        taken += more;
      } else {
        refuse();
      }
    }

    private void refuse() {
      refused = true;
      ProtocolException error = Overload.of(held);
      metrics.answered(Wire.GRPC, ErrorKind.OVERLOADED, start);
      StatusRuntimeException status = GrpcCodec.status(error);
      if (call != null) {
        call.close(status.getStatus(), new Metadata());
      }
    }

    @Override
    public void streamClosed(Status status) {
      held.give(taken);
      taken = 0;
    }
  }
}
