package dev.sextant.operator.results;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.kernel.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads results over HTTP on virtual threads. It follows no redirect, goes to no host but that of
 * the ArtifactStore, reads at most 1 MiB and believes only bytes with the right SHA-256.
 */
@ApplicationScoped
public class HttpResults implements Results {
  private static final Logger LOG = Logger.getLogger(HttpResults.class);
  private static final int LARGEST = 1 << 20;
  private static final int KEPT = 512;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Clock clock;

  HttpResults(Clock clock) {
    this.clock = clock;
  }

  private final Map<String, Answer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > KEPT;
        }
      };

  @Override
  public Optional<Answer> find(String key) {
    synchronized (answers) {
      return Optional.ofNullable(answers.get(key));
    }
  }

  @Override
  public void forget(String key) {
    synchronized (answers) {
      answers.remove(key);
    }
  }

  @Override
  public void request(Step.ReadResult request, Runnable done) {
    synchronized (answers) {
      Answer known = answers.get(request.key());
      if (known != null && !(known instanceof Answer.Unreadable)) {
        return;
      }
      answers.put(request.key(), new Answer.Pending());
    }
    Thread.ofVirtual()
        .name("result-" + request.key())
        .start(() -> {
          Answer answer = read(request);
          if (answer instanceof Answer.Unreadable unreadable) {
            LOG.warnf("result %s: %s", request.key(), unreadable.message());
          }
          synchronized (answers) {
            answers.put(request.key(), answer);
          }
          done.run();
        });
  }

  private Answer read(Step.ReadResult request) {
    if (!belongs(request.url(), request.endpoint())) {
      return unreadable(
          "the job named a result at %s, which is not in the store at %s; nothing was read"
              .formatted(request.url().getHost(), request.endpoint()));
    }
    try {
      byte[] bytes = get(request.url());
      String actual = Json.sha256(bytes);
      if (!actual.equals(Optional.of(request.sha256()).map(HttpResults::bare).orElse(""))) {
        return unreadable(
            "the result in the store is not the one that the job wrote (SHA-256 "
                + actual
                + "); see who else writes there");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new Answer.Read(Json.read(text, JobResult.class));
    } catch (IOException e) {
      return unreadable(
          "the store at %s did not give the result: %s; it is tried again"
              .formatted(request.endpoint(), e.getMessage()));
    } catch (IllegalArgumentException e) {
      return unreadable("the result is of no known kind: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreadable("the reading was interrupted; it is tried again");
    }
  }

  private Answer unreadable(String message) {
    return new Answer.Unreadable(message, clock.instant());
  }

  private byte[] get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(DEADLINE).GET().build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode());
      }
      byte[] bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it is larger than 1 MiB");
      }
      return bytes;
    }
  }

  /** Whether the URL is on the endpoint, or on a bucket's host below it (virtual-host style). */
  static boolean belongs(URI url, URI endpoint) {
    String host = lower(url.getHost());
    String allowed = lower(endpoint.getHost());
    return !host.isEmpty()
        && lower(url.getScheme()).equals(lower(endpoint.getScheme()))
        && port(url) == port(endpoint)
        && url.getUserInfo() == null
        && (host.equals(allowed) || host.endsWith("." + allowed));
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return lower(uri.getScheme()).equals("https") ? 443 : 80;
  }

  private static String lower(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static String bare(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }
}
