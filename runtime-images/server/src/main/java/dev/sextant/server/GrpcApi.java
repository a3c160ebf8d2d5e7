package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.GrpcCodec;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.grpc.GRPCInferenceServiceGrpc;
import dev.sextant.protocol.grpc.ModelInferRequest;
import dev.sextant.protocol.grpc.ModelInferResponse;
import dev.sextant.protocol.grpc.ModelMetadataRequest;
import dev.sextant.protocol.grpc.ModelMetadataResponse;
import dev.sextant.protocol.grpc.ModelReadyRequest;
import dev.sextant.protocol.grpc.ModelReadyResponse;
import dev.sextant.protocol.grpc.ServerLiveRequest;
import dev.sextant.protocol.grpc.ServerLiveResponse;
import dev.sextant.protocol.grpc.ServerMetadataRequest;
import dev.sextant.protocol.grpc.ServerMetadataResponse;
import dev.sextant.protocol.grpc.ServerReadyRequest;
import dev.sextant.protocol.grpc.ServerReadyResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The gRPC form of the protocol. Methods run on event loops and never wait. */
final class GrpcApi extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
  private static final System.Logger LOG = System.getLogger(GrpcApi.class.getName());

  private final Naming naming;
  private final Predictor predictor;
  private final Inference inference;
  private final Lifecycle lifecycle;
  private final ServerMetrics metrics;

  GrpcApi(
      ServerConfig config,
      Predictor predictor,
      Inference inference,
      Lifecycle lifecycle,
      ServerMetrics metrics) {
    this.naming = Naming.of(config);
    this.predictor = predictor;
    this.inference = inference;
    this.lifecycle = lifecycle;
    this.metrics = metrics;
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
    answer(observer, ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(
      ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
    answer(observer, ServerReadyResponse.newBuilder().setReady(lifecycle.isReady()).build());
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
    if (isServed(request.getName(), request.getVersion(), observer)) {
      answer(observer, ModelReadyResponse.newBuilder().setReady(lifecycle.isReady()).build());
    }
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
    var metadata = Naming.server();
    answer(
        observer,
        ServerMetadataResponse.newBuilder()
            .setName(metadata.name())
            .setVersion(metadata.version())
            .addAllExtensions(metadata.extensions())
            .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
    if (isServed(request.getName(), request.getVersion(), observer)) {
      answer(observer, GrpcCodec.writeModelMetadata(predictor.metadata()));
    }
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
    var call =
        new InferCall(
            (ServerCallStreamObserver<ModelInferResponse>) observer, GrpcCodec.isRaw(request));
    try {
      naming.require(request.getModelName(), request.getModelVersion());
      inference.submit(GrpcCodec.readRequest(request, predictor.limits()), call);
    } catch (ProtocolException e) {
      call.fail(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request could not be decoded", e);
      call.fail(
          new ProtocolException(
              ErrorKind.INTERNAL, "request: cannot be decoded; see the server's log"));
    }
  }

  private boolean isServed(String model, String version, StreamObserver<?> observer) {
    try {
      naming.require(model, version);
      return true;
    } catch (ProtocolException e) {
      observer.onError(GrpcCodec.status(e));
      return false;
    }
  }

  private static <T> void answer(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }

  /** One infer call. */
  private final class InferCall implements Inference.Reply {
    private final ServerCallStreamObserver<ModelInferResponse> observer;
    private final boolean raw;
    private final long start = System.nanoTime();
    private final AtomicBoolean finished = new AtomicBoolean();

    InferCall(ServerCallStreamObserver<ModelInferResponse> observer, boolean raw) {
      this.observer = observer;
      this.raw = raw;
      lifecycle.begin();
      observer.setOnCancelHandler(() -> {
        if (finish(ErrorKind.DEADLINE)) {
          lifecycle.end();
        }
      });
    }

    @Override
    public boolean isCancelled() {
      return observer.isCancelled();
    }

    @Override
    public void answer(InferResponse response) {
      ModelInferResponse message = GrpcCodec.writeResponse(response, raw);
      if (finish(null)) {
        GrpcApi.answer(observer, message);
        lifecycle.end();
      }
    }

    @Override
    public void fail(ProtocolException error) {
      if (finish(error.kind())) {
        observer.onError(GrpcCodec.status(error));
        lifecycle.end();
      }
    }

    private boolean finish(@Nullable ErrorKind error) {
      if (!finished.compareAndSet(false, true)) {
        return false;
      }
      metrics.answered(Wire.GRPC, error, start);
      return true;
    }
  }
}
