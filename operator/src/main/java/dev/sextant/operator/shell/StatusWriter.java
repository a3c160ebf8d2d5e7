package dev.sextant.operator.shell;

import dev.sextant.api.common.Condition;
import dev.sextant.contracts.Json;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The only writer of status: it writes when something changed, and notices edits that it hid. */
final class StatusWriter {

  /** What became of a write. */
  enum Outcome {
    /** Nothing had changed. */
    Unchanged,
    /** The status was written. */
    Written,
    /** The answer shows what others did and we have not seen yet. */
    Overtaken,
    /** The object is gone; another may bear its name. */
    Gone;

    /** Whether the API server has it now. */
    boolean isWritten() {
      return this == Written || this == Overtaken;
    }
  }

  /**
   * Writes the status unless it is as it was.
   *
   * <p>JOSDK 5.3 may drop the event of what others write or delete while a status write is on its
   * way (JOSDK #3398, #3455, #3484). The object that the write returns shows it, so the caller must
   * reconcile once more when this says {@link Outcome#Overtaken}.
   */
  <P extends CustomResource<?, T>, T> Outcome write(
      P primary, StatusShape<P, T> shape, T status, Context<P> context) {
    T ours = shape.ours().apply(status);
    T before = primary.getStatus();
    if (before != null && Json.write(ours).equals(Json.write(shape.ours().apply(before)))) {
      return Outcome.Unchanged;
    }
    P skeleton = shape.fresh().get();
    skeleton.setMetadata(
        new ObjectMetaBuilder()
            .withName(primary.getMetadata().getName())
            .withNamespace(primary.getMetadata().getNamespace())
            // What was decided about an object must not be said of its successor.
            .withUid(primary.getMetadata().getUid())
            .build());
    skeleton.setStatus(ours);
    return written(
        primary, shape, () -> context.resourceOperations().serverSideApplyPrimaryStatus(skeleton));
  }

  /**
   * Writes only the conditions, and leaves every other field of the status as a newer version wrote
   * it.
   */
  <P extends CustomResource<?, T>, T> Outcome writeConditions(
      P primary,
      StatusShape<P, T> shape,
      long generation,
      List<Condition> conditions,
      Context<P> context) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("observedGeneration", generation);
    status.put("conditions", conditions);
    String patch =
        Json.write(
            Map.of("metadata", Map.of("uid", primary.getMetadata().getUid()), "status", status));
    return written(
        primary,
        shape,
        () ->
            context
                .getClient()
                .resource(primary)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  private static <P extends CustomResource<?, T>, T> Outcome written(
      P seen, StatusShape<P, T> shape, Supplier<P> write) {
    try {
      return overtaken(seen, write.get(), shape) ? Outcome.Overtaken : Outcome.Written;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409 || e.getCode() == 404) {
        return Outcome.Gone;
      }
      throw e;
    }
  }

  private static <P extends CustomResource<?, T>, T> boolean overtaken(
      P seen, P written, StatusShape<P, T> shape) {
    return !seen.getMetadata().getGeneration().equals(written.getMetadata().getGeneration())
        || (seen.getMetadata().getDeletionTimestamp() == null
            && written.getMetadata().getDeletionTimestamp() != null)
        || !shape.theirs().apply(shape.of(seen)).equals(shape.theirs().apply(shape.of(written)));
  }
}
