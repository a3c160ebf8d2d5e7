package dev.sextant.operator.progress;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Sends callers away from a process that does not lead. A Service leads each new connection to one
 * of the processes, and a caller keeps the connection that it has: it is closed, so that the next
 * request may come to the leader.
 */
final class LeaderOnly {
  private final Leadership leadership;

  LeaderOnly(Leadership leadership) {
    this.leadership = leadership;
  }

  /** 503 from a follower; nothing from the leader, which answers itself. */
  @ServerRequestFilter
  public Optional<Response> sendAway(RoutingContext call) {
    if (leadership.leads()) {
      return Optional.empty();
    }
    call.addEndHandler(sent -> call.request().connection().close());
    return Optional.of(Response.status(503).header("Retry-After", "2").build());
  }
}
