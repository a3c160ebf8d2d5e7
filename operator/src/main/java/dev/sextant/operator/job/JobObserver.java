package dev.sextant.operator.job;

import dev.sextant.api.common.Labels;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.shell.Informers;
import dev.sextant.operator.shell.SlimStore;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads Jobs, their pods and what the Job controller could not create, from caches. */
public final class JobObserver {
  /** The label by which the Job controller marks its pods. */
  public static final String JOB_NAME = "batch.kubernetes.io/job-name";

  private JobObserver() {}

  /** The event sources of a kind that runs Jobs. */
  public static <P extends HasMetadata> List<EventSource<?, P>> sources(
      EventSourceContext<P> context) {
    InformerEventSource<Job, P> jobs = Informers.children(Job.class, context);
    return List.of(jobs, Informers.children(Pod.class, context), refusals(jobs, context));
  }

  /**
   * All Jobs of the primary, newest first. Those of an object of the same name that was deleted are
   * none of them, though they bear its labels until they are collected: what failed for it must not
   * be held against its successor.
   */
  public static <P extends HasMetadata> List<JobFacts> all(P primary, Context<P> context) {
    Ownership ours = new Ownership.Child(primary.getMetadata().getUid());
    return context
        .getSecondaryResourcesAsStream(Job.class)
        .filter(ours::holds)
        .map(job -> read(context, job))
        .sorted(Comparator.comparing(JobFacts::created).thenComparing(JobFacts::name).reversed())
        .toList();
  }

  /** The event sources of a store: the Jobs of other objects that work with it, and their pods. */
  public static <P extends HasMetadata> List<EventSource<?, P>> users(
      EventSourceContext<P> context) {
    return List.of(
        Informers.labelled(Job.class, context, Labels.STORE),
        Informers.labelled(Pod.class, context, Labels.STORE));
  }

  /** When a store last kept a Job of another object from its work. */
  public static <P extends HasMetadata> Optional<Instant> trouble(P store, Context<P> context) {
    String name = store.getMetadata().getName();
    return context
        .getSecondaryResourcesAsStream(Job.class)
        .filter(job -> name.equals(job.getMetadata().getLabels().get(Labels.STORE)))
        .map(job -> read(context, job))
        .filter(job -> job.phase() == JobFacts.Phase.Failed)
        .filter(job -> job.failure().flatMap(JobFailure::trouble).isPresent())
        .map(JobFacts::finished)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  private static <P extends HasMetadata> JobFacts read(Context<P> context, Job job) {
    List<Pod> pods =
        context.getSecondaryResourcesAsStream(Pod.class).filter(pod -> belongs(pod, job)).toList();
    return JobReading.read(job, pods, refusal(context, job));
  }

  private static boolean belongs(Pod pod, Job job) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(o -> job.getMetadata().getUid().equals(o.getUid()));
  }

  private static <P extends HasMetadata> Optional<String> refusal(Context<P> context, Job job) {
    return context
        .getSecondaryResourcesAsStream(Event.class)
        .filter(e -> job.getMetadata().getUid().equals(e.getInvolvedObject().getUid()))
        .max(Comparator.comparing(e -> Objects.requireNonNullElse(e.getLastTimestamp(), "")))
        .map(Event::getMessage);
  }

  /**
   * What the Job controller says when a quota, a policy or a missing service account keeps it from
   * creating a pod. A Job's status says nothing about it, only this event does.
   */
  private static <P extends HasMetadata> InformerEventSource<Event, P> refusals(
      InformerEventSource<Job, P> jobs, EventSourceContext<P> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Event.class, context.getPrimaryResourceClass())
            .withName("refused-pods")
            .withFieldSelector(
                new FieldSelector(
                    List.of(
                        new FieldSelector.Field("involvedObject.kind", "Job"),
                        new FieldSelector.Field("reason", "FailedCreate"))))
            .withNamespacesInheritedFromController()
            .withItemStore(new SlimStore<>())
            .withSecondaryToPrimaryMapper(event -> owner(jobs, event))
            .build(),
        context);
  }

  private static Set<ResourceID> owner(InformerEventSource<Job, ?> jobs, Event event) {
    var involved = event.getInvolvedObject();
    return jobs.get(new ResourceID(involved.getName(), involved.getNamespace()))
        .map(job -> job.getMetadata().getLabels())
        .map((Map<String, String> labels) -> labels.get(Labels.OWNER_NAME))
        .map(name -> Set.of(new ResourceID(name, involved.getNamespace())))
        .orElse(Set.of());
  }
}
