package dev.sextant.operator.store;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.BackOff;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Hashes;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides when a store is probed and what the probe means. A fine store is probed every hour, one
 * that failed after 15 seconds, then ever more slowly up to 5 minutes, so that it recovers by
 * itself.
 */
final class StoreDecider {
  static final Duration WHILE_FINE = Duration.ofHours(1);
  static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final long TRIES_SECONDS = 20;

  private StoreDecider() {}

  static Plan<ArtifactStoreStatus> decide(
      ArtifactStore store, StoreObserved seen, JobSettings settings, Instant now) {
    ArtifactStoreStatus status = StoreReconciler.SHAPE.of(store);
    String hash = hash(store);
    Optional<JobFacts> current =
        seen.jobs().stream().filter(j -> j.name().startsWith(probes(store, hash))).findFirst();
    if (current.isEmpty()) {
      return hash.equals(status.probedHash()) && status.lastProbeTime() != null
          ? afterwards(store, seen, settings, status, now)
          : probe(store, hash, 1, List.of(), settings, standing(status, hash));
    }
    JobFacts job = current.get();
    if (!job.ended()) {
      return waiting(store, seen, hash, job, standing(status, hash));
    }
    return judged(store, seen, settings, hash, job, now);
  }

  /** The Job of the last probe is gone; its outcome is in the status. */
  private static Plan<ArtifactStoreStatus> afterwards(
      ArtifactStore store,
      StoreObserved seen,
      JobSettings settings,
      ArtifactStoreStatus status,
      Instant now) {
    String hash = hash(store);
    boolean fine = Conditions.isReady(status.conditions());
    Instant due =
        Instant.parse(Objects.requireNonNull(status.lastProbeTime()))
            .plus(fine ? WHILE_FINE : BackOff.LATEST);
    int attempt = Names.attempt(status.job()) + 1;
    if (!now.isBefore(due)) {
      return probe(
          store, hash, attempt, deletions(store, seen, ""), settings, standing(status, hash));
    }
    return Plan.say(repeated(status), status).wakingAfter(Duration.between(now, due));
  }

  private static Plan<ArtifactStoreStatus> judged(
      ArtifactStore store,
      StoreObserved seen,
      JobSettings settings,
      String hash,
      JobFacts job,
      Instant now) {
    boolean fine = job.phase() == JobFacts.Phase.Succeeded;
    int attempt = Names.attempt(job.name());
    Instant ended = job.finished().orElse(job.created());
    Instant due = ended.plus(fine ? WHILE_FINE : BackOff.after(attempt));
    ArtifactStoreStatus next =
        new ArtifactStoreStatus(
            null, List.of(), hash, ended.truncatedTo(ChronoUnit.SECONDS).toString(), job.name());
    Verdict verdict = fine ? fine(store) : broken(job);
    if (now.isBefore(due)) {
      return Plan.of(deletions(store, seen, job.name()), verdict, next)
          .wakingAfter(Duration.between(now, due));
    }
    // A success begins the counting anew, so that a later failure is looked at soon again.
    int following = fine ? 1 + (attempt % 2 == 0 ? 0 : 1) : attempt + 1;
    Optional<Claim> standing = verdict.standing();
    Plan<ArtifactStoreStatus> probe =
        probe(store, hash, following, deletions(store, seen, ""), settings, standing);
    return new Plan<>(
        List.of(),
        probe.work(),
        fine ? verdict : new Verdict.Stalled(verdict.claim(), Optional.empty()),
        List.of(),
        next,
        probe.wakeUp());
  }

  private static Plan<ArtifactStoreStatus> probe(
      ArtifactStore store,
      String hash,
      int attempt,
      List<Step> before,
      JobSettings settings,
      Optional<Claim> standing) {
    ArtifactStoreStatus status = StoreReconciler.SHAPE.of(store);
    String name = Names.job("probe", store.getMetadata().getName(), hash, attempt);
    List<Step> steps = new ArrayList<>(before);
    steps.add(
        new Step.Create(
            job(store, name, hash, settings), new Ownership.Child(store.getMetadata().getUid())));
    Verdict verdict =
        standing
            .<Verdict>map(Verdict.Ready::new)
            .orElse(Verdict.progressing(Reason.Probing, "the store is being tried"));
    return Plan.of(
            steps,
            verdict,
            new ArtifactStoreStatus(
                null, List.of(), status.probedHash(), status.lastProbeTime(), name))
        .wakingAfter(JobRequest.SEEN_WITHIN);
  }

  private static Plan<ArtifactStoreStatus> waiting(
      ArtifactStore store,
      StoreObserved seen,
      String hash,
      JobFacts job,
      Optional<Claim> standing) {
    ArtifactStoreStatus status = StoreReconciler.SHAPE.of(store);
    Claim claim =
        job.waiting()
            .filter(w -> w.reason() != Reason.Starting)
            .map(w -> new Claim(w.reason(), "the store is being tried: " + w.message()))
            .orElse(new Claim(Reason.Probing, "the store is being tried"));
    boolean repeat = hash.equals(status.probedHash()) && status.lastProbeTime() != null;
    Verdict verdict =
        standing
            .<Verdict>map(Verdict.Ready::new)
            .orElseGet(() ->
                repeat && !blocked(job)
                    ? repeated(status)
                    : new Verdict.Progressing(claim, Optional.empty()));
    return Plan.of(
        deletions(store, seen, job.name()),
        verdict,
        new ArtifactStoreStatus(
            null, List.of(), status.probedHash(), status.lastProbeTime(), job.name()));
  }

  /** Whether something keeps the probe from running that people should know of. */
  private static boolean blocked(JobFacts job) {
    return job.waiting().filter(claim -> claim.reason() != Reason.Starting).isPresent();
  }

  private static Job job(ArtifactStore store, String name, String hash, JobSettings settings) {
    return JobResources.job(
        new JobRequest(
            store,
            name,
            "probe",
            new ProbeJob(StoreFacts.location(store.getSpec()), TRIES_SECONDS),
            hash,
            store.getSpec().credentials().secretName(),
            null,
            1,
            0,
            DEADLINE,
            false,
            Map.of()),
        settings);
  }

  private static Verdict fine(ArtifactStore store) {
    var spec = store.getSpec();
    return Verdict.ready(
        Reason.StoreUsable,
        "bucket %s at %s can be written and read".formatted(spec.bucket(), spec.endpoint()));
  }

  private static Verdict broken(JobFacts job) {
    JobFailure failure =
        job.failure()
            .orElse(
                new JobFailure(
                    new Claim(Reason.StoreError, "the probe failed and left no word"),
                    Reason.StoreError.name(),
                    null,
                    null,
                    false));
    Reason reason = reason(failure);
    return Verdict.stalled(
        reason, field(reason) + failure.claim().message() + "; it is tried again");
  }

  /** What a message begins with: the field that is to blame, where one is. */
  private static String field(Reason reason) {
    return switch (reason) {
      case BucketMissing -> "spec.bucket: ";
      case WrongCredentials, AccessDenied -> "spec.credentials: ";
      case EndpointUnreachable -> "spec.endpoint: ";
      default -> "";
    };
  }

  private static Reason reason(JobFailure failure) {
    return failure.claim().reason() == Reason.JobFailed
        ? Reason.StoreError
        : failure.claim().reason();
  }

  /** What the status said before; used while nothing new is known. */
  private static Verdict repeated(ArtifactStoreStatus status) {
    Optional<Claim> standing = Conditions.standing(status.conditions());
    if (standing.isPresent()) {
      return new Verdict.Ready(standing.get());
    }
    return Conditions.find(status.conditions(), ConditionTypes.READY)
        .map(c ->
            Verdict.stalled(
                Reason.of(c.reason()).orElse(Reason.StoreError),
                Objects.requireNonNullElse(c.message(), "")))
        .orElse(Verdict.progressing(Reason.Probing, "the store is being tried"));
  }

  /** A store that was fine under the same spec stays Ready while it is probed again. */
  private static Optional<Claim> standing(ArtifactStoreStatus status, String hash) {
    return hash.equals(status.probedHash())
        ? Conditions.standing(status.conditions())
        : Optional.empty();
  }

  private static List<Step> deletions(ArtifactStore store, StoreObserved seen, String keep) {
    return seen.jobs().stream()
        .filter(job -> !job.name().equals(keep))
        .<Step>map(job ->
            new Step.Delete(
                new Step.Target(Job.class, store.getMetadata().getNamespace(), job.name()),
                new Ownership.Child(store.getMetadata().getUid())))
        .toList();
  }

  private static String hash(ArtifactStore store) {
    var spec = store.getSpec();
    return Hashes.version(1)
        .field("endpoint", spec.endpoint())
        .field("region", spec.region(), "us-east-1")
        .field("bucket", spec.bucket())
        .field("prefix", spec.prefix())
        .field("pathStyle", spec.pathStyle(), true)
        .field("secret", spec.credentials().secretName())
        .digest();
  }

  /** What the names of the probes under the present spec begin with. */
  private static String probes(ArtifactStore store, String hash) {
    return Names.jobs("probe", store.getMetadata().getName(), hash);
  }
}
