package dev.sextant.operator.progress;

import dev.sextant.api.common.Labels;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.Progress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a token is that of a pod which works for the object that it speaks of: the API
 * server reviews it for our audience, and the pod must carry the object's labels. Answers are kept
 * for a minute.
 */
@ApplicationScoped
public class JobTokens {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST = 1024;
  private static final String POD_NAME = "authentication.kubernetes.io/pod-name";

  /** What a token is worth. */
  public enum Answer {
    /** The pod works for that object. */
    Allowed,
    /** The token is not valid for us. */
    NotAuthenticated,
    /** The token is that of somebody else. */
    NotTheJob
  }

  private record Known(Answer answer, Instant until) {}

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  JobTokens(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Checks a token against the object of a report. */
  public Answer check(String token, Progress progress) {
    String key =
        Json.sha256(
            (token + "\n" + progress.uid() + "\n" + progress.namespace() + "/" + progress.name())
                .getBytes(StandardCharsets.UTF_8));
    Instant now = clock.instant();
    synchronized (known) {
      Known before = known.get(key);
      if (before != null && now.isBefore(before.until())) {
        return before.answer();
      }
    }
    Answer answer;
    try {
      answer = review(token, progress);
    } catch (KubernetesClientException e) {
      // Nobody could be asked: the next report asks again.
      return Answer.NotAuthenticated;
    }
    synchronized (known) {
      known.put(key, new Known(answer, now.plus(KEPT)));
    }
    return answer;
  }

  private Answer review(String token, Progress progress) {
    TokenReview review =
        client
            .tokenReviews()
            .create(
                new TokenReviewBuilder()
                    .withNewSpec()
                    .withToken(token)
                    .withAudiences(Progress.AUDIENCE)
                    .endSpec()
                    .build());
    var status = review.getStatus();
    if (status == null
        || !Boolean.TRUE.equals(status.getAuthenticated())
        || status.getAudiences() == null
        || !status.getAudiences().contains(Progress.AUDIENCE)
        || status.getUser() == null) {
      return Answer.NotAuthenticated;
    }
    String user = Optional.ofNullable(status.getUser().getUsername()).orElse("");
    Map<String, List<String>> extra =
        Optional.ofNullable(status.getUser().getExtra()).orElse(Map.of());
    List<String> pods = extra.getOrDefault(POD_NAME, List.of());
    return user.startsWith("system:serviceaccount:" + progress.namespace() + ":")
            && pods.size() == 1
            && worksFor(pods.getFirst(), progress)
        ? Answer.Allowed
        : Answer.NotTheJob;
  }

  private boolean worksFor(String name, Progress progress) {
    Pod pod = client.pods().inNamespace(progress.namespace()).withName(name).get();
    Map<String, String> labels =
        pod == null
            ? Map.of()
            : Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
    return Labels.MANAGER.equals(labels.get(Labels.MANAGED_BY))
        && progress.job().equals(labels.get(Labels.OWNER_KIND))
        && progress.name().equals(labels.get(Labels.OWNER_NAME))
        && ownedBy(pod, progress);
  }

  /** The Job that owns the pod must belong to the object with that UID. */
  private boolean ownedBy(@org.jspecify.annotations.Nullable Pod pod, Progress progress) {
    if (pod == null) {
      return false;
    }
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(o -> "Job".equals(o.getKind()))
        .map(o ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(progress.namespace())
                .withName(o.getName())
                .get())
        .filter(job -> job != null)
        .flatMap(job -> job.getMetadata().getOwnerReferences().stream())
        .anyMatch(o -> progress.uid().equals(o.getUid()));
  }
}
