package dev.sextant.worker.shell;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.job.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells the operator how far a job is: at most one request at a time and one every two seconds, in
 * the background. A failure is logged once and never matters.
 */
public final class HttpProgress implements ProgressSink {
  private static final System.Logger LOG = System.getLogger(HttpProgress.class.getName());
  private static final int FORMAT = 1;
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final URI endpoint;
  private final Path tokenFile;
  private final String kind;
  private final ObjectRef owner;
  private final Clock clock;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final AtomicBoolean inFlight = new AtomicBoolean();
  private final AtomicBoolean complained = new AtomicBoolean();
  private @Nullable Instant lastSent;
  private @Nullable String lastPhase;

  /**
   * A sink for one job.
   *
   * @param operator URL of the operator
   * @param kind the owner's kind
   */
  public HttpProgress(URI operator, Path tokenFile, String kind, ObjectRef owner, Clock clock) {
    this.endpoint = operator.resolve("/v1/progress");
    this.tokenFile = tokenFile;
    this.kind = kind;
    this.owner = owner;
    this.clock = clock;
  }

  @Override
  public synchronized void report(ProgressUpdate update) {
    Instant now = clock.instant();
    boolean due =
        lastSent == null
            || !update.phase().equals(lastPhase)
            || Duration.between(lastSent, now).compareTo(INTERVAL) >= 0;
    if (!due || !inFlight.compareAndSet(false, true)) {
      return;
    }
    lastSent = now;
    lastPhase = update.phase();
    try {
      send(update);
    } catch (IOException | IllegalArgumentException e) {
      ended(e.toString());
    }
  }

  private void send(ProgressUpdate update) throws IOException {
    Progress progress =
        new Progress(
            FORMAT,
            kind,
            owner.namespace(),
            owner.name(),
            owner.uid(),
            update.phase(),
            update.percent(),
            update.round(),
            update.rounds(),
            update.metric(),
            update.value(),
            update.secondsLeft());
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + Files.readString(tokenFile).strip())
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(progress)))
            .build();
    var _ =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .whenComplete((response, error) -> {
              if (error != null) {
                ended(error.toString());
              } else {
                ended(response.statusCode() / 100 == 2 ? null : "it answered " + response);
              }
            });
  }

  private void ended(@Nullable String problem) {
    inFlight.set(false);
    if (problem != null && complained.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING, "progress is not reported to the operator: {0}", problem);
    }
  }
}
