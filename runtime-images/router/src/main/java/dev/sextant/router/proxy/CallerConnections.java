package dev.sextant.router.proxy;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of callers to one event loop, and how they end without breaking off a request.
 * Used on that event loop only.
 *
 * <p>HTTP/2 (RFC 9113, section 6.8): a first GOAWAY names the highest stream that can be, so that
 * the caller opens no more of them here, while those that it has opened meanwhile, or holds back
 * until others end, are served. When a ping has come back and no stream is open for a while, a
 * second GOAWAY names the last one, and the connection closes.
 *
 * <p>HTTP/1: every answer of a router that is ending says {@code Connection: close}. What is left
 * are connections that nobody uses; they are closed after a while.
 */
final class CallerConnections {
  /** How long a caller may leave a ping unanswered. */
  private static final long PING_MILLIS = 5_000;

  /** How long no stream must be open at least; twice the round trip where that is longer. */
  private static final long QUIET_MILLIS = 100;

  /** How long a caller that still comes here may ask before it is sent away. */
  private static final long LATE_MILLIS = 1_000;

  /** How long HTTP/1 connections that are not used are left to their callers. */
  private static final long UNUSED_MILLIS = 5_000;

  /** How Vert.x is told to name the last stream that it has seen. */
  private static final int LAST_SEEN = -1;

  private final Vertx vertx;
  private final Map<HttpConnection, Caller> open = new HashMap<>();
  private @Nullable Promise<Void> ended;

  CallerConnections(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Takes note of a connection, as soon as it is there. */
  void opened(HttpConnection connection) {
    var caller = new Caller(connection);
    open.put(connection, caller);
    connection.closeHandler(_ -> {
      open.remove(connection);
      endIfNoneIsLeft();
    });
    if (ended != null) {
      vertx.setTimer(LATE_MILLIS, _ -> caller.sendAway());
    }
  }

  /** Counts the requests on their way to a handler. */
  Handler<HttpServerRequest> counting(Handler<HttpServerRequest> handler) {
    return request -> {
      Caller caller = open.get(request.connection());
      if (caller != null) {
        caller.asked();
        request.response().endHandler(_ -> caller.answered());
      }
      handler.handle(request);
    };
  }

  /** Ends them all; completes when none is left, or but some of HTTP/1 that are not used. */
  Future<Void> end() {
    Promise<Void> promise = Promise.promise();
    ended = promise;
    List.copyOf(open.values()).forEach(Caller::sendAway);
    vertx.setTimer(
        UNUSED_MILLIS,
        _ -> {
          open.values().removeIf(Caller::isUnused);
          endIfNoneIsLeft();
        });
    endIfNoneIsLeft();
    return promise.future();
  }

  private void endIfNoneIsLeft() {
    Promise<Void> promise = ended;
    if (promise != null && open.isEmpty()) {
      // Somebody who has been sent away may just be coming back.
      vertx.setTimer(
          QUIET_MILLIS,
          _ -> {
            if (open.isEmpty()) {
              promise.tryComplete();
            }
          });
    }
  }

  private final class Caller {
    private final HttpConnection connection;
    private int asking;
    private long requests;
    private long quietMillis = QUIET_MILLIS;
    private boolean told;

    Caller(HttpConnection connection) {
      this.connection = connection;
    }

    void asked() {
      asking++;
      requests++;
    }

    void answered() {
      asking--;
      closeWhenQuiet();
    }

    boolean isUnused() {
      return asking == 0 && connection.protocolVersion() != HttpVersion.HTTP_2;
    }

    void sendAway() {
      if (connection.protocolVersion() != HttpVersion.HTTP_2 || !open.containsKey(connection)) {
        return;
      }
      long begin = System.nanoTime();
      goAway(Integer.MAX_VALUE);
      connection
          .ping(Buffer.buffer().appendLong(0))
          .timeout(PING_MILLIS, TimeUnit.MILLISECONDS)
          .onComplete(_ -> {
            told = true;
            quietMillis = Math.max(QUIET_MILLIS, (System.nanoTime() - begin) / 1_000_000 * 2);
            closeWhenQuiet();
          });
    }

    /** Deprecated for a shutdown that names the last stream seen, without the first GOAWAY. */
    @SuppressWarnings("deprecation")
    private void goAway(int lastStream) {
      connection.goAway(0, lastStream);
    }

    private void closeWhenQuiet() {
      if (!told || asking > 0) {
        return;
      }
      long before = requests;
      vertx.setTimer(
          quietMillis,
          _ -> {
            if (requests == before && open.containsKey(connection)) {
              goAway(LAST_SEEN);
              connection.shutdown(Duration.ofSeconds(1));
            }
          });
    }
  }
}
