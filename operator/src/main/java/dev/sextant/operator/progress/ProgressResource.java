package dev.sextant.operator.progress;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.Progress;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the reports of jobs: who speaks is checked, what is said is only shown. */
@Path("/v1/progress")
public final class ProgressResource {
  private static final String BEARER = "Bearer ";

  private final ProgressBoard board;
  private final JobTokens tokens;
  private final Clock clock;

  ProgressResource(ProgressBoard board, JobTokens tokens, Clock clock) {
    this.board = board;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** 204 taken, 400 not understood, 401 no valid token, 403 another object's job. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Blocking
  public Response report(@HeaderParam("Authorization") @Nullable String header, String body) {
    if (header == null || !header.startsWith(BEARER)) {
      return Response.status(401).build();
    }
    Progress progress;
    try {
      progress = Json.read(body, Progress.class);
    } catch (IllegalArgumentException e) {
      return Response.status(400).entity(e.getMessage()).type(MediaType.TEXT_PLAIN).build();
    }
    // A field that the report lacks is read as empty.
    if (Stream.of(
            progress.uid(), progress.namespace(), progress.name(), progress.job(), progress.phase())
        .anyMatch(String::isEmpty)) {
      return Response.status(400).build();
    }
    return switch (tokens.check(header.substring(BEARER.length()), progress)) {
      case Allowed -> {
        board.report(progress, clock.instant());
        yield Response.noContent().build();
      }
      case NotAuthenticated -> Response.status(401).build();
      case NotTheJob -> Response.status(403).build();
    };
  }
}
