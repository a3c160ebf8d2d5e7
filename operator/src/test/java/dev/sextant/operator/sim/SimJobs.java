package dev.sextant.operator.sim;

import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Plays the Job controller, the kubelet and the garbage collector; a world plays the worker. */
public final class SimJobs {

  /** How an attempt ends. */
  public sealed interface End {
    /** It has not ended. */
    record Goes() implements End {}

    /** The work is done, or was found done. */
    record Succeeds(Termination said) implements End {}

    /**
     * It did not do its work.
     *
     * @param atOnce whether the exit code ends the Job
     */
    record Fails(JobFailure failure, boolean atOnce) implements End {}
  }

  /** What a running attempt does next. */
  @FunctionalInterface
  public interface Worker {
    /** Looks at the world and works. */
    End work(SimJob job);
  }

  /** What a cache shows of a Job. */
  public record Seen(String owner, JobFacts facts) {}

  private final RandomGenerator random;
  private final List<SimJob> jobs = new ArrayList<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private int uids;

  SimJobs(RandomGenerator random) {
    this.random = random;
  }

  /** All that there are, the newest first. */
  public List<SimJob> all() {
    return List.copyOf(jobs);
  }

  /** How many attempts at that work of that owner have failed in truth. */
  public int failures(String owner, String work) {
    return failures.getOrDefault(owner + "/" + work, 0);
  }

  /** The same, of the work of that Job. */
  public int failures(SimJob job) {
    return failures(job.owner(), job.work());
  }

  List<Seen> view() {
    return jobs.stream().map(j -> new Seen(j.owner(), j.facts())).toList();
  }

  Optional<SimJob> find(String name) {
    return jobs.stream().filter(j -> j.name().equals(name)).findFirst();
  }

  void create(Job job, Instant now) {
    jobs.addFirst(new SimJob(job, "job-" + ++uids, now));
  }

  /** Deletes those, and their pods. */
  public void delete(Predicate<SimJob> which) {
    jobs.removeIf(which);
  }

  /** Nodes have no room for what waits, or have it again. */
  public void stick(boolean stuck) {
    jobs.stream().filter(SimJob::isActive).forEach(j -> j.stuck = stuck);
  }

  void suspend(String name, boolean suspend, Instant now) {
    find(name)
        .filter(SimJob::isActive)
        .ifPresent(job -> {
          job.phase = suspend ? JobFacts.Phase.Suspended : JobFacts.Phase.Waiting;
          job.began = suspend ? null : now;
        });
  }

  /** Some time goes by; Jobs whose owner is gone are collected. */
  void pass(Instant now, Predicate<String> lives, Worker worker) {
    jobs.removeIf(job -> !lives.test(job.owner()) && random.nextInt(3) == 0);
    for (SimJob job : jobs) {
      if (job.isActive() && job.phase != JobFacts.Phase.Suspended) {
        pass(job, now, worker);
      }
    }
  }

  private void pass(SimJob job, Instant now, Worker worker) {
    if (job.began != null && now.isAfter(job.began.plus(job.deadline()))) {
      Claim claim = new Claim(Reason.DeadlineExceeded, "DeadlineExceeded: it took too long");
      fail(job, new JobFailure(claim, "DeadlineExceeded", null, null, false), now);
    } else if (job.phase == JobFacts.Phase.Waiting && !job.stuck && random.nextBoolean()) {
      job.phase = JobFacts.Phase.Running;
    } else if (job.phase == JobFacts.Phase.Running && random.nextInt(3) == 0) {
      end(job, worker.work(job), now);
    }
  }

  private void end(SimJob job, End end, Instant now) {
    switch (end) {
      case End.Goes ignored -> {}
      case End.Succeeds done -> {
        job.phase = JobFacts.Phase.Succeeded;
        job.said = done.said();
        job.failure = null;
        job.finished = now;
      }
      case End.Fails failed -> {
        job.failed++;
        if (failed.failure().trouble().isEmpty()) {
          failures.merge(job.owner() + "/" + job.work(), 1, Integer::sum);
        }
        job.failure = failed.failure();
        job.phase = JobFacts.Phase.Waiting;
        if (failed.atOnce() || job.failed > job.object.getSpec().getBackoffLimit()) {
          fail(job, failed.failure(), now);
        }
      }
    }
  }

  private static void fail(SimJob job, JobFailure failure, Instant now) {
    job.phase = JobFacts.Phase.Failed;
    job.failure = failure;
    job.finished = now;
  }
}
