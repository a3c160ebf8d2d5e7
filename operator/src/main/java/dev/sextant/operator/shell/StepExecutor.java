package dev.sextant.operator.shell;

import dev.sextant.contracts.Json;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.PodEnd;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.results.Results;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does the steps of a plan: server-side apply under one field manager, after making sure that what
 * is there already is ours. Every step may be repeated, and may have been done before a crash.
 */
final class StepExecutor {
  private static final Logger LOG = Logger.getLogger(StepExecutor.class);

  /** Finds an object in the caches; absence there proves nothing. */
  @FunctionalInterface
  interface Cache {
    Optional<HasMetadata> find(Step.Target target);
  }

  private final KubernetesClient client;
  private final String fieldManager;
  private final Results results;
  private final AppliedMemory applied = new AppliedMemory();
  private final Object numbering;

  /**
   * @param fieldManager one per controller, for ever: another name would orphan fields
   * @param numbering the lock under which running numbers are given, shared by all controllers
   */
  StepExecutor(KubernetesClient client, String fieldManager, Results results, Object numbering) {
    this.client = client;
    this.fieldManager = fieldManager;
    this.results = results;
    this.numbering = numbering;
  }

  /** Does the safety lane, then the other; the first failure ends both. */
  Optional<StepFailure> run(Plan<?> plan, Cache cache, Runnable wake) {
    for (Step step : plan.steps()) {
      Optional<StepFailure> failure;
      try {
        failure = run(step, cache, wake);
      } catch (KubernetesClientException e) {
        failure = Optional.of(refused(step, e));
      }
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<StepFailure> run(Step step, Cache cache, Runnable wake) {
    return switch (step) {
      case Step.Apply apply -> apply(apply, cache);
      case Step.Create create ->
          done(create).or(() -> create(create.resource(), create.ownership(), cache));
      case Step.Register register -> register(register, cache);
      case Step.Merge merge -> merge(merge);
      case Step.Delete delete -> delete(delete);
      case Step.AwaitGone await -> awaitGone(await);
      case Step.Withdraw withdraw -> withdraw(withdraw);
      case Step.ReadResult read -> {
        results.request(read, wake);
        yield Optional.empty();
      }
    };
  }

  private Optional<StepFailure> apply(Step.Apply step, Cache cache) {
    Step.Target target = Step.Target.of(step.resource());
    String hash = Json.sha256(step.resource());
    Optional<HasMetadata> cached = cache.find(target);
    if (cached.isPresent() && applied.isCurrent(target, hash, cached.get())) {
      return Optional.empty();
    }
    Optional<StepFailure> conflict = conflict(step.resource(), step.ownership());
    if (conflict.isPresent()) {
      return conflict;
    }
    HasMetadata result =
        client
            .resource(step.resource())
            .fieldManager(fieldManager)
            .forceConflicts()
            .serverSideApply();
    applied.remember(target, hash, result);
    LOG.debugf("applied %s", target);
    return Optional.empty();
  }

  private Optional<StepFailure> create(HasMetadata resource, Ownership ownership, Cache cache) {
    Step.Target target = Step.Target.of(resource);
    Optional<HasMetadata> cached = cache.find(target);
    if (cached.isPresent()
        && ownership.holds(cached.get())
        && cached.get().getMetadata().getDeletionTimestamp() == null) {
      return Optional.empty();
    }
    try {
      client.resource(resource).create();
      LOG.debugf("created %s", target);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409) {
        throw e;
      }
      return conflict(resource, ownership);
    }
  }

  /** The result of the work is there, though our caches do not show it yet. */
  private Optional<StepFailure> done(Step.Create step) {
    return step.unless()
        .filter(result ->
            !client
                .resources(result.type())
                .inNamespace(step.resource().getMetadata().getNamespace())
                .withLabels(result.labels())
                .list()
                .getItems()
                .isEmpty())
        .map(result -> StepFailure.done(result.type()));
  }

  private Optional<StepFailure> register(Step.Register step, Cache cache) {
    synchronized (numbering) {
      Resource<? extends HasMetadata> existing = resource(Step.Target.of(step.resource()));
      if (existing.get() != null) {
        return conflict(step.resource(), step.ownership());
      }
      GenericKubernetesResource numbered =
          client
              .getKubernetesSerialization()
              .convertValue(step.resource(), GenericKubernetesResource.class);
      List<GenericKubernetesResource> siblings =
          client
              .genericKubernetesResources(
                  step.resource().getApiVersion(), step.resource().getKind())
              .inNamespace(step.resource().getMetadata().getNamespace())
              .withLabels(step.siblings())
              .list()
              .getItems();
      Numbering.set(numbered, Numbering.next(siblings));
      return create(numbered, step.ownership(), cache);
    }
  }

  private Optional<StepFailure> merge(Step.Merge step) {
    Resource<? extends HasMetadata> resource = resource(step.target());
    HasMetadata existing = resource.get();
    if (existing == null) {
      return Optional.empty();
    }
    if (!step.ownership().holds(existing)) {
      return Optional.of(StepFailure.foreign(step.target()));
    }
    resource.patch(PatchContext.of(PatchType.JSON_MERGE), step.json());
    return Optional.empty();
  }

  private Optional<StepFailure> delete(Step.Delete step) {
    Resource<? extends HasMetadata> resource = resource(step.target());
    HasMetadata existing = resource.get();
    applied.forget(step.target());
    if (isGone(existing)) {
      return Optional.empty();
    }
    if (!step.ownership().holds(existing)) {
      return Optional.of(StepFailure.foreign(step.target()));
    }
    resource.withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    LOG.debugf("deleted %s", step.target());
    return Optional.empty();
  }

  private Optional<StepFailure> awaitGone(Step.AwaitGone step) {
    HasMetadata existing = resource(step.target()).get();
    return isGone(existing) || !step.ownership().holds(existing)
        ? Optional.empty()
        : Optional.of(StepFailure.unseen(step.target()));
  }

  private static boolean isGone(@Nullable HasMetadata existing) {
    return existing == null || existing.getMetadata().getDeletionTimestamp() != null;
  }

  /** An apply of nothing leaves the manager nothing: the API server removes what it alone owned. */
  private Optional<StepFailure> withdraw(Step.Withdraw step) {
    Step.Target target = step.target();
    Pod pod = client.pods().inNamespace(target.namespace()).withName(step.pod()).get();
    if (pod != null && step.podUid().equals(pod.getMetadata().getUid()) && !PodEnd.ended(pod)) {
      return Optional.empty();
    }
    GenericKubernetesResource nothing =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(HasMetadata.getApiVersion(target.type()))
            .withKind(HasMetadata.getKind(target.type()))
            .withNewMetadata()
            .withName(target.name())
            .withNamespace(target.namespace())
            .endMetadata()
            .build();
    try {
      client
          .resource(nothing)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(step.fieldManager())
                  .withForce(true)
                  .build());
      LOG.debugf("withdrew %s from %s", step.pod(), target);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
    }
    return Optional.empty();
  }

  /** Never seize a user's object: what exists must be ours. */
  private Optional<StepFailure> conflict(HasMetadata desired, Ownership ownership) {
    Step.Target target = Step.Target.of(desired);
    HasMetadata existing = resource(target).get();
    if (existing == null) {
      return Optional.empty();
    }
    if (existing.getMetadata().getDeletionTimestamp() != null
        || Ownership.isOfPredecessor(existing, desired)) {
      return Optional.of(StepFailure.terminating(target));
    }
    return ownership.holds(existing) ? Optional.empty() : Optional.of(StepFailure.foreign(target));
  }

  private Resource<? extends HasMetadata> resource(Step.Target target) {
    return client.resources(target.type()).inNamespace(target.namespace()).withName(target.name());
  }

  private static StepFailure refused(Step step, KubernetesClientException e) {
    String message =
        Optional.ofNullable(e.getStatus())
            .map(Status::getMessage)
            .or(() -> Optional.ofNullable(e.getMessage()))
            .orElse("no reason given");
    return StepFailure.refused(e.getCode(), message)
        .orElseThrow(() -> {
          LOG.debugf(e, "%s failed", step);
          return e;
        });
  }
}
