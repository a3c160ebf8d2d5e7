package dev.sextant.router.proxy;

import dev.sextant.router.table.Choice;
import dev.sextant.router.table.Endpoint;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.Target;
import io.vertx.core.Future;
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

  /** How often a request goes on that servers have not taken, which is no try. */
  private static final int MOST_REFUSALS = 5;

  private final State state;
  private final Fleet fleet;
  private final InstantSource clock;
  private final Measurements measurements;

  Forwarder(State state, Fleet fleet, InstantSource clock, Measurements measurements) {
    this.state = state;
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
    Optional<Target> target = choose(route, version);
    if (target.isEmpty() || target.get().endpoints().isEmpty()) {
      return Future.succeededFuture(nobody(route, version));
    }
    long deadline = clock.millis() + Math.min(timeoutMillis, route.table().timeoutMillis());
    return new Course<>(route.table().model(), version, target.get(), deadline, attempt)
        .next("no server is left");
  }

  private static Optional<Target> choose(ModelRoute route, @Nullable String version) {
    return version == null
        ? Choice.arm(route, ThreadLocalRandom.current())
        : Choice.version(route, version);
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
    private final String model;
    private final @Nullable String version;
    private final long deadline;
    private final Attempt<R> attempt;

    /** Servers that are not asked again. */
    private final Set<Endpoint> spent = new HashSet<>();

    /** Servers that are asked once more where no other is left: it was the connection's end. */
    private final Set<Endpoint> parted = new HashSet<>();

    private Target target;
    private int tries;
    private int refusals;

    Course(
        String model, @Nullable String version, Target target, long deadline, Attempt<R> attempt) {
      this.model = model;
      this.version = version;
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
      Optional<Endpoint> server = server();
      if (server.isEmpty()) {
        return Future.succeededFuture(new Forwarded.Broken<>(target, lastFailure));
      }
      return ask(server.get(), left);
    }

    private Optional<Endpoint> server() {
      if (tries == MOST_TRIES || refusals == MOST_REFUSALS) {
        return Optional.empty();
      }
      Set<Endpoint> tried = new HashSet<>(spent);
      tried.addAll(parted);
      return server(tried).or(() -> server(spent));
    }

    private Optional<Endpoint> server(Set<Endpoint> without) {
      return Choice.server(
          target, without, fleet::healthy, fleet::inFlight, ThreadLocalRandom.current());
    }

    private Future<Forwarded<R>> ask(Endpoint server, long left) {
      fleet.sent(server);
      return attempt
          .send(server, left)
          .transform(result -> {
            if (result.failed()) {
              return failed(server, result.cause());
            }
            fleet.answered(server);
            return answered(server, result.result());
          });
    }

    private Future<Forwarded<R>> answered(Endpoint server, R answer) {
      if (attempt.unavailable(answer)) {
        spent.add(server);
        tries++;
        refresh();
        if (server().isPresent()) {
          measurements.retried();
          return next("unavailable");
        }
      }
      return Future.succeededFuture(new Forwarded.Answered<>(target, answer));
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
      String failure = "the server " + server.pod() + " broke off: " + cause.getMessage();
      switch (Failure.of(cause)) {
        case BUSY -> {
          fleet.abandoned(server);
          spent.add(server);
          failure = "the server " + server.pod() + " has too many requests waiting";
        }
        case REFUSED -> {
          fleet.abandoned(server);
          parted.add(server);
          refusals++;
        }
        case UNREACHABLE -> {
          fleet.broke(server);
          spent.add(server);
        }
        case BROKEN -> {
          fleet.broke(server);
          tries++;
          if (!parted.add(server)) {
            spent.add(server);
          }
        }
        case HOPELESS -> {
          fleet.broke(server);
          return Future.succeededFuture(
              new Forwarded.Broken<>(target, String.valueOf(cause.getMessage())));
        }
      }
      measurements.retried();
      refresh();
      return next(failure);
    }

    /**
     * Goes by the servers of now: those that the request began with may all have ended. Where the
     * whole arm has gone from the route, the request gets another.
     */
    private void refresh() {
      @Nullable ModelRoute now = state.table().models().get(model);
      if (now == null) {
        return;
      }
      now.targets().stream()
          .filter(t -> t.revision().equals(target.revision()) && !t.endpoints().isEmpty())
          .findFirst()
          .or(() -> choose(now, version))
          .filter(t -> !t.endpoints().isEmpty())
          .ifPresent(t -> target = t);
    }
  }
}
