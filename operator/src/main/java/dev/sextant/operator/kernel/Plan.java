package dev.sextant.operator.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about an object now, as data.
 *
 * @param safety steps that keep what serves serving; they run first, and nothing else blocks them
 * @param work the other steps, in order; the first failure ends the lane
 * @param verdict what to say
 * @param domain conditions of the kind's own
 * @param next the status to write when all steps succeed, without generation and conditions; when a
 *     step fails the previous one is kept, as if the process had ended there
 * @param wakeUp when to look again though nothing happened; only for time, never for state
 * @param <S> the kind's status
 */
public record Plan<S>(
    List<Step> safety,
    List<Step> work,
    Verdict verdict,
    List<DomainCondition> domain,
    S next,
    Optional<Duration> wakeUp) {

  public Plan {
    safety = List.copyOf(safety);
    work = List.copyOf(work);
    domain = List.copyOf(domain);
  }

  /** A plan without a safety lane and without conditions of its own. */
  public static <S> Plan<S> of(List<Step> work, Verdict verdict, S next) {
    return new Plan<>(List.of(), work, verdict, List.of(), next, Optional.empty());
  }

  /** A plan that only says something. */
  public static <S> Plan<S> say(Verdict verdict, S next) {
    return of(List.of(), verdict, next);
  }

  /** The same plan, which looks again after that time at the latest. */
  public Plan<S> wakingAfter(Duration delay) {
    Duration positive = delay.compareTo(SOONEST) < 0 ? SOONEST : delay;
    return new Plan<>(
        safety,
        work,
        verdict,
        domain,
        next,
        Optional.of(wakeUp.filter(d -> d.compareTo(positive) < 0).orElse(positive)));
  }

  /**
   * The same plan without its steps: they come when it is decided again, at once. What it writes
   * down is then lost by no crash between them.
   */
  public Plan<S> writingFirst() {
    return new Plan<>(List.of(), List.of(), verdict, domain, next, Optional.of(SOONEST));
  }

  /** Both lanes in the order in which they run. */
  public List<Step> steps() {
    return java.util.stream.Stream.concat(safety.stream(), work.stream()).toList();
  }

  private static final Duration SOONEST = Duration.ofMillis(200);
}
