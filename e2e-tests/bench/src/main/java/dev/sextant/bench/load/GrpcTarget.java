package dev.sextant.bench.load;

import dev.sextant.protocol.grpc.GRPCInferenceServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One gRPC request, sent again and again over a few connections; messages stay bytes. */
public final class GrpcTarget implements Target {
  private static final int CONNECTIONS = 4;
  private static final int TIMEOUT_SECONDS = 30;

  private static final MethodDescriptor<byte[], byte[]> INFER =
      GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder(new Bytes(), new Bytes()).build();

  private final byte[] request;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();

  /** A ModelInferRequest to a port of this machine. */
  public GrpcTarget(int port, byte[] request) {
    this.request = request;
    for (int i = 0; i < CONNECTIONS; i++) {
      channels.add(
          NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().disableRetry().build());
    }
  }

  /** Sends one request and gives the message of its answer. */
  public byte[] ask() throws IOException {
    return answer(channels.getFirst());
  }

  @Override
  public Caller open() {
    ManagedChannel channel = channels.get(opened.getAndIncrement() % CONNECTIONS);
    return new Caller() {
      @Override
      public void call() throws IOException {
        answer(channel);
      }

      @Override
      public void close() {}
    };
  }

  private byte[] answer(ManagedChannel channel) throws IOException {
    try {
      return ClientCalls.blockingUnaryCall(
          channel,
          INFER,
          CallOptions.DEFAULT.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS),
          request);
    } catch (StatusRuntimeException e) {
      throw new IOException("gRPC " + e.getStatus(), e);
    }
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
