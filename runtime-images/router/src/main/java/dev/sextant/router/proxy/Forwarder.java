package dev.sextant.router.proxy;

import dev.sextant.router.table.Choice;
import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.Target;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to a server of the arm that chance gives it, and to another one when the first
 * cannot be reached: {@code infer} is idempotent by contract.
 */
final class Forwarder {
  /** The first try and two more. */
  private static final int MOST_TRIES = 3;

  private final Fleet fleet;
  private final InstantSource clock;
  private final Measurements measurements;

  Forwarder(Fleet fleet, InstantSource clock, Measurements measurements) {
    this.fleet = fleet;
    this.clock = clock;
    this.measurements = measurements;
  }

  /**
   * Forwards a request.
   *
   * @param version the ModelVersion that the caller insists on; null for any
   * @param timeoutMillis how long the caller waits; the route's own limit holds as well
   */
  <R> Future<Forwarded<R>> forward(
      ModelRoute route, @Nullable String version, long timeoutMillis, Attempt<R> attempt) {
    Optional<Target> target =
        version == null
            ? Choice.arm(route, ThreadLocalRandom.current())
            : Choice.version(route, version);
    if (target.isEmpty() || target.get().endpoints().isEmpty()) {
      return Future.succeededFuture(nobody(route, version));
    }
    long deadline = clock.millis() + Math.min(timeoutMillis, route.table().timeoutMillis());
    return new Course<>(target.get(), deadline, attempt).next("no server is left");
  }

  private static <R> Forwarded<R> nobody(ModelRoute route, @Nullable String version) {
    String model = route.table().model();
    if (version != null && Choice.version(route, version).isEmpty()) {
      return new Forwarded.NoSuchVersion<>(
          "model '" + model + "' does not serve version '" + version + "' now");
    }
    return new Forwarded.NoServer<>(
        route.targets().isEmpty()
            ? "model '"
                + model
                + "' is scaled to zero; set spec.scaling.replicas of its"
                + " ModelDeployment to 1 or more"
            : "model '" + model + "' has no ready server; see the status of its ModelDeployment");
  }

  /** The tries of one request. */
  private final class Course<R> {
    private final Target target;
    private final long deadline;
    private final Attempt<R> attempt;
    private final Set<Endpoint> tried = new HashSet<>();

    Course(Target target, long deadline, Attempt<R> attempt) {
      this.target = target;
      this.deadline = deadline;
      this.attempt = attempt;
    }

    Future<Forwarded<R>> next(String lastFailure) {
      if (attempt.callerGone()) {
        return Future.succeededFuture(new Forwarded.CallerGone<>(target));
      }
      long left = deadline - clock.millis();
      if (left <= 0) {
        return Future.succeededFuture(new Forwarded.TimedOut<>(target, "the time is over"));
      }
      Optional<Endpoint> server =
          tried.size() == MOST_TRIES
              ? Optional.empty()
              : Choice.server(
                  target, tried, fleet::healthy, fleet::inFlight, ThreadLocalRandom.current());
      if (server.isEmpty()) {
        return Future.succeededFuture(new Forwarded.Broken<>(target, lastFailure));
      }
      return ask(server.get(), left);
    }

    private Future<Forwarded<R>> ask(Endpoint server, long left) {
      tried.add(server);
      fleet.sent(server);
      return attempt
          .send(server, left)
          .transform(result -> {
            if (result.failed()) {
              return failed(server, result.cause());
            }
            fleet.answered(server);
            R answer = result.result();
            if (attempt.unavailable(answer) && anotherIsLeft()) {
              measurements.retried();
              return next("unavailable");
            }
            return Future.succeededFuture(new Forwarded.Answered<>(target, answer));
          });
    }

    private Future<Forwarded<R>> failed(Endpoint server, Throwable cause) {
      if (attempt.callerGone()) {
        fleet.abandoned(server);
        return Future.succeededFuture(new Forwarded.CallerGone<>(target));
      }
      if (cause instanceof TimeoutException) {
        fleet.abandoned(server);
        return Future.succeededFuture(
            new Forwarded.TimedOut<>(target, "the server " + server.pod() + " did not answer"));
      }
      if (cause instanceof ConnectionPoolTooBusyException) {
        // Our own queue to it is full: it is busy, not broken.
        fleet.abandoned(server);
        measurements.retried();
        return next("the server " + server.pod() + " has too many requests waiting");
      }
      fleet.broke(server);
      if (cause instanceof AnswerTooLargeException) {
        return Future.succeededFuture(
            new Forwarded.Broken<>(target, String.valueOf(cause.getMessage())));
      }
      measurements.retried();
      return next("the server " + server.pod() + " broke off: " + cause.getMessage());
    }

    private boolean anotherIsLeft() {
      return tried.size() < MOST_TRIES && tried.size() < target.endpoints().size();
    }
  }
}
