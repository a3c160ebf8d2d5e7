package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.http.HeldBytes;
import dev.sextant.protocol.BinaryData;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.InferRequest;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.Limits;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.Quote;
import dev.sextant.protocol.RestBody;
import dev.sextant.protocol.RestCodec;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One infer request over REST from its head to its answer; begins and ends on its event loop. */
final class RestInferCall implements Inference.Reply {
  private static final System.Logger LOG = System.getLogger(RestInferCall.class.getName());

  /** How much of a body that is too large is read over, so that its sender gets to read why. */
  private static final long READ_OVER = 64L << 20;

  /**
   * What all calls of a server share.
   *
   * @param limits what one request may hold
   * @param held what all requests hold together
   */
  record Shared(
      ServerConfig config,
      Naming naming,
      Limits limits,
      HeldBytes held,
      Inference inference,
      Lifecycle lifecycle,
      ServerMetrics metrics,
      RestReplies replies) {}

  private final Shared shared;
  private final HttpServerRequest request;
  private final String model;
  private final String version;
  private final Context context;
  private final RequestBody body;
  private long start = System.nanoTime();
  private Predicate<String> binaryOutputs = name -> false;
  private long taken;
  private boolean finished;
  private volatile boolean gone;

  RestInferCall(Shared shared, HttpServerRequest request, String model, String version) {
    this.shared = shared;
    this.request = request;
    this.model = model;
    this.version = version;
    this.context = Objects.requireNonNull(Vertx.currentContext(), "an event loop");
    this.body = new RequestBody(announced(request), shared.config.maxBodyBytes());
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  void begin() {
    shared.lifecycle.begin();
    request.handler(this::take);
    request.endHandler(_ -> decode());
    request.exceptionHandler(_ -> abandon());
    request.response().closeHandler(_ -> abandon());
  }

  private void take(Buffer part) {
    if (finished) {
      return;
    }
    boolean kept = body.size() + part.length() <= shared.config.maxBodyBytes();
    if (kept && !shared.held.take(part.length())) {
      // At once: a body with a hole must not be decoded.
      refuse(Overload.of(shared.held));
      return;
    }
    taken += kept ? part.length() : 0;
    body.add(part);
    if (body.size() > shared.config.maxBodyBytes() + READ_OVER) {
      ProtocolException error = tooLarge();
      finish(error.kind(), () -> shared.replies.last(request, error));
    }
  }

  private ProtocolException tooLarge() {
    return new ProtocolException(
        ErrorKind.TOO_LARGE,
        "body: has more than %d bytes, the most of one request; split it"
            .formatted(shared.config.maxBodyBytes()));
  }

  private void decode() {
    if (finished) {
      return;
    }
    // How long a caller takes to send is not the server's latency.
    start = System.nanoTime();
    try {
      shared.naming.require(model, version);
      requirePlain();
      if (body.isTooLarge()) {
        throw tooLarge();
      }
      byte[] bytes = body.bytes();
      int jsonLength = BinaryData.jsonLength(request.getHeader(BinaryData.HEADER), bytes.length);
      InferRequest infer = RestCodec.readRequest(bytes, jsonLength, shared.limits);
      binaryOutputs = BinaryData.outputs(infer);
      shared.inference.submit(infer, this);
    } catch (ProtocolException e) {
      fail(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request could not be decoded", e);
      fail(
          new ProtocolException(
              ErrorKind.INTERNAL, "body: cannot be decoded; see the server's log"));
    }
  }

  private void requirePlain() throws ProtocolException {
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw new ProtocolException(
          ErrorKind.UNSUPPORTED_CODING,
          "header Content-Encoding: %s is not read here; send the body uncompressed"
              .formatted(Quote.of(coding)));
    }
  }

  @Override
  public boolean isCancelled() {
    return gone;
  }

  @Override
  public void answer(InferResponse response) {
    RestBody encoded = RestCodec.writeResponse(response, binaryOutputs);
    context.runOnContext(_ -> finish(null, () -> shared.replies.predictions(request, encoded)));
  }

  @Override
  public void fail(ProtocolException error) {
    context.runOnContext(_ -> refuse(error));
  }

  private void refuse(ProtocolException error) {
    finish(error.kind(), () -> shared.replies.fail(request, error));
  }

  private void abandon() {
    gone = true;
    finish(ErrorKind.DEADLINE, () -> {});
  }

  private void finish(@Nullable ErrorKind error, Runnable reply) {
    if (finished) {
      return;
    }
    finished = true;
    shared.metrics.answered(Wire.REST, error, start);
    shared.held.give(taken);
    reply.run();
    shared.lifecycle.end();
  }
}
