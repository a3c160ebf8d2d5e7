package dev.sextant.operator.shell;

import dev.sextant.api.common.Condition;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.NewerVersion;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One controller's way from a primary to its status: guard, decide, do, say. Everything that is the
 * same for all kinds is here, once.
 */
public final class Reconciliation<P extends CustomResource<?, T>, T> {
  private static final Logger LOG = Logger.getLogger(Reconciliation.class);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);
  private static final int ATTEMPTS_BEFORE_SAYING = 3;

  private final StatusShape<P, T> shape;
  private final StepExecutor executor;
  private final java.time.Clock clock;
  private final StatusWriter writer = new StatusWriter();
  private final EventRecorder events = new EventRecorder();
  private final SimpleInboundEventSource<P> wakeUps = new SimpleInboundEventSource<>("wake-ups");
  private final Successors successors = new Successors(this::wake);

  Reconciliation(StatusShape<P, T> shape, StepExecutor executor, java.time.Clock clock) {
    this.shape = shape;
    this.executor = executor;
    this.clock = clock;
  }

  /** The event source through which {@link #wake} works; every reconciler registers it. */
  public SimpleInboundEventSource<P> wakeUps() {
    return wakeUps;
  }

  /** Reconciles that object soon. */
  public void wake(String namespace, String name) {
    wakeUps.propagateEvent(new ResourceID(name, namespace));
  }

  /** Decides, does and says. A deleted object needs nothing: its children are collected. */
  public UpdateControl<P> run(P primary, Context<P> context, Function<Instant, Plan<T>> decide) {
    UpdateControl<P> control = Spans.around(primary, () -> look(primary, context, decide));
    if (!isStillThere(primary, context)) {
      successors.wake(primary.getMetadata());
    }
    return control;
  }

  private UpdateControl<P> look(P primary, Context<P> context, Function<Instant, Plan<T>> decide) {
    if (primary.getMetadata().getDeletionTimestamp() != null) {
      return UpdateControl.noUpdate();
    }
    Optional<String> newer = shape.newer(primary);
    if (newer.isPresent()) {
      return sayNewer(primary, context, newer.get());
    }
    newer = NewerVersion.find("spec", primary.getSpec());
    Instant now = clock.instant();
    Plan<T> plan =
        newer.isPresent()
            ? Plan.say(newerVerdict(newer.get(), primary), shape.of(primary))
            : decide.apply(now);
    return finish(primary, context, plan, now);
  }

  private UpdateControl<P> finish(P primary, Context<P> context, Plan<T> plan, Instant now) {
    String namespace = primary.getMetadata().getNamespace();
    String name = primary.getMetadata().getName();
    Optional<StepFailure> failure =
        executor.run(plan, target -> cached(context, target), () -> wake(namespace, name));
    // A failed step is as if the process had ended there: the state stays, facts are seen anew.
    T next = failure.isPresent() ? shape.of(primary) : plan.next();
    List<Condition> before = shape.conditions().apply(shape.of(primary));
    Verdict verdict = failure.map(f -> f.verdict(plan.verdict(), before)).orElse(plan.verdict());
    long generation = primary.getMetadata().getGeneration();
    List<Condition> conditions = Conditions.apply(before, generation, verdict, plan.domain(), now);
    T status = shape.decorate().with(next, generation, conditions);
    StatusWriter.Outcome outcome = writer.write(primary, shape, status, context);
    if (outcome == StatusWriter.Outcome.Gone) {
      successors.wake(primary.getMetadata());
      return UpdateControl.noUpdate();
    }
    tell(primary, before, conditions, verdict, outcome, context, now);
    UpdateControl<P> control = UpdateControl.noUpdate();
    if (outcome == StatusWriter.Outcome.Overtaken) {
      return control.reschedule();
    }
    Optional<Duration> wakeUp = failure.isPresent() ? Optional.of(AFTER_REFUSAL) : plan.wakeUp();
    return wakeUp.map(control::rescheduleAfter).orElse(control);
  }

  /** An event, and a count, for each transition that was written; none for what was not. */
  private void tell(
      P primary,
      List<Condition> before,
      List<Condition> after,
      Verdict verdict,
      StatusWriter.Outcome outcome,
      Context<P> context,
      Instant now) {
    if (!outcome.isWritten() || !Conditions.isTransition(before, after)) {
      return;
    }
    Spans.say(verdict);
    Metrics.counter(
            "sextant.transitions",
            "kind",
            primary.getKind(),
            "namespace",
            primary.getMetadata().getNamespace(),
            "reason",
            verdict.claim().reason().name(),
            "type",
            EventRecorder.type(verdict))
        .increment();
    events.record(primary, verdict, context.getClient(), now);
  }

  /**
   * Says nothing about an error that may pass; after some attempts it says that it is still there.
   */
  public ErrorStatusUpdateControl<P> failed(P primary, Context<P> context, Exception error) {
    int attempts = context.getRetryInfo().map(r -> r.getAttemptCount()).orElse(0);
    if (attempts < ATTEMPTS_BEFORE_SAYING || primary.getMetadata().getDeletionTimestamp() != null) {
      return ErrorStatusUpdateControl.noStatusUpdate();
    }
    try {
      T status = shape.of(primary);
      List<Condition> before = shape.conditions().apply(status);
      String said =
          error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
      Verdict verdict =
          new Verdict.Progressing(
              new Claim(Reason.InternalError, said + "; it is tried again"),
              Conditions.standing(before));
      long generation = primary.getMetadata().getGeneration();
      Instant now = clock.instant();
      List<Condition> conditions = Conditions.apply(before, generation, verdict, List.of(), now);
      StatusWriter.Outcome outcome =
          writer.write(
              primary, shape, shape.decorate().with(status, generation, conditions), context);
      tell(primary, before, conditions, verdict, outcome, context, now);
    } catch (RuntimeException e) {
      LOG.debugf(e, "the error could not be said");
    }
    return ErrorStatusUpdateControl.noStatusUpdate();
  }

  private UpdateControl<P> sayNewer(P primary, Context<P> context, String path) {
    List<Condition> before = shape.conditions().apply(shape.of(primary));
    long generation = primary.getMetadata().getGeneration();
    Instant now = clock.instant();
    Verdict verdict = newerVerdict(path, primary);
    List<Condition> conditions =
        Conditions.keepingOthers(
            before, Conditions.apply(before, generation, verdict, List.of(), now));
    UpdateControl<P> control = UpdateControl.noUpdate();
    if (conditions.equals(before)) {
      return control;
    }
    StatusWriter.Outcome outcome =
        writer.writeConditions(primary, shape, generation, conditions, context);
    tell(primary, before, conditions, verdict, outcome, context, now);
    return outcome == StatusWriter.Outcome.Overtaken ? control.reschedule() : control;
  }

  private Verdict newerVerdict(String path, P primary) {
    return new Verdict.Stalled(
        writtenByNewer(path), Conditions.standing(shape.conditions().apply(shape.of(primary))));
  }

  static Claim writtenByNewer(String path) {
    return new Claim(
        Reason.WrittenByNewerVersion,
        path + ": a newer version of Sextant wrote this value; upgrade this one, or change it");
  }

  private boolean isStillThere(P primary, Context<P> context) {
    return context
        .getPrimaryCache()
        .get(ResourceID.fromResource(primary))
        .filter(p -> p.getMetadata().getUid().equals(primary.getMetadata().getUid()))
        .isPresent();
  }

  private static Optional<HasMetadata> cached(Context<?> context, Step.Target target) {
    return context
        .getSecondaryResourcesAsStream(target.type())
        .map(HasMetadata.class::cast)
        .filter(o -> target.name().equals(o.getMetadata().getName()))
        .filter(o -> target.namespace().equals(o.getMetadata().getNamespace()))
        .findFirst();
  }
}
