package dev.sextant.operator.shell;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.contracts.Json;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Records an event when the verdict on an object changed; best effort, never in the way. */
final class EventRecorder {
  private static final Logger LOG = Logger.getLogger(EventRecorder.class);

  /** Records the verdict if the conditions before it said something else. */
  void record(
      HasMetadata primary,
      List<Condition> before,
      Verdict verdict,
      KubernetesClient client,
      Instant now) {
    if (!changed(before, verdict)) {
      return;
    }
    LOG.infof("%s: %s", verdict.claim().reason(), verdict.claim().message());
    Event event = event(primary, verdict, now);
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      // 409: the same transition was recorded before a crash.
      if (e.getCode() != 409) {
        LOG.debugf(e, "the event %s was not recorded", event.getMetadata().getName());
      }
    }
  }

  static boolean changed(List<Condition> before, Verdict verdict) {
    boolean stalled = verdict instanceof Verdict.Stalled;
    Optional<Condition> known = Conditions.find(before, ConditionTypes.STALLED);
    return known.isEmpty()
        || !known.get().reason().equals(verdict.claim().reason().name())
        || Conditions.isTrue(before, ConditionTypes.STALLED) != stalled;
  }

  static Event event(HasMetadata primary, Verdict verdict, Instant now) {
    var meta = primary.getMetadata();
    String reason = verdict.claim().reason().name();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    String identity = meta.getUid() + "/" + reason + "/" + meta.getGeneration();
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            meta.getName()
                + "."
                + Names.shortHash(Json.sha256(identity + "/" + verdict.claim().message()), 16))
        .withNamespace(meta.getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(primary.getApiVersion())
        .withKind(primary.getKind())
        .withName(meta.getName())
        .withNamespace(meta.getNamespace())
        .withUid(meta.getUid())
        .endInvolvedObject()
        .withType(verdict instanceof Verdict.Stalled ? "Warning" : "Normal")
        .withReason(reason)
        .withMessage(verdict.claim().message())
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
