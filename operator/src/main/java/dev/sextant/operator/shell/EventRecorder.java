package dev.sextant.operator.shell;

import dev.sextant.contracts.Json;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Tells people of a transition: best effort, never in the way. What is said of an object a second
 * time is the same event with a higher count, as {@code kubectl} shows it.
 */
final class EventRecorder {
  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final int CONFLICT = 409;

  /** Says that an object has come to this verdict. */
  void record(HasMetadata primary, Verdict verdict, KubernetesClient client, Instant now) {
    LOG.infof("%s: %s", verdict.claim().reason(), verdict.claim().message());
    Event event = event(primary, verdict, now);
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        again(event, client);
      } else {
        LOG.debugf(e, "the event %s was not recorded", event.getMetadata().getName());
      }
    }
  }

  private static void again(Event event, KubernetesClient client) {
    try {
      Event said = client.resource(event).get();
      if (said == null) {
        // It was forgotten this very moment: the API server keeps events for an hour.
        client.resource(event).create();
        return;
      }
      Map<String, Object> more =
          Map.of(
              "metadata",
              Map.of("resourceVersion", said.getMetadata().getResourceVersion()),
              "count",
              Objects.requireNonNullElse(said.getCount(), 1) + 1,
              "lastTimestamp",
              event.getLastTimestamp());
      client.resource(said).patch(PatchContext.of(PatchType.JSON_MERGE), Json.write(more));
    } catch (KubernetesClientException e) {
      LOG.debugf(e, "the event %s was not counted", event.getMetadata().getName());
    }
  }

  /** Warning where somebody has to act. */
  static String type(Verdict verdict) {
    return verdict instanceof Verdict.Stalled ? "Warning" : "Normal";
  }

  /** The event; all that is said in the same words of the same object has one name. */
  static Event event(HasMetadata primary, Verdict verdict, Instant now) {
    var meta = primary.getMetadata();
    String type = type(verdict);
    String reason = verdict.claim().reason().name();
    String message = verdict.claim().message();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    String words = String.join("/", meta.getUid(), type, reason, message);
    return new EventBuilder()
        .withNewMetadata()
        .withName(meta.getName() + "." + Names.shortHash(Json.sha256(words), 16))
        .withNamespace(meta.getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(primary.getApiVersion())
        .withKind(primary.getKind())
        .withName(meta.getName())
        .withNamespace(meta.getNamespace())
        .withUid(meta.getUid())
        .endInvolvedObject()
        .withType(type)
        .withReason(reason)
        .withMessage(message)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent("sextant-operator")
        .endSource()
        .withReportingComponent("sextant.dev/operator")
        .build();
  }
}
