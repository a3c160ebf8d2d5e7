package dev.sextant.operator.sim;

import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** How faults are planted into a decider: what it sees, knows, does or says is changed. */
public final class Plant {
  private Plant() {}

  /** It sees something else. */
  public static <P, O, S> Brain<P, O, S> seeing(Brain<P, O, S> real, UnaryOperator<O> change) {
    return (primary, seen, now) -> real.decide(primary, change.apply(seen), now);
  }

  /** It takes the object for another. */
  public static <P, O, S> Brain<P, O, S> taking(Brain<P, O, S> real, UnaryOperator<P> change) {
    return (primary, seen, now) -> real.decide(change.apply(primary), seen, now);
  }

  /** It does other things. */
  public static <P, O, S> Brain<P, O, S> doing(
      Brain<P, O, S> real, BiFunction<P, List<Step>, List<Step>> change) {
    return (primary, seen, now) -> {
      Plan<S> plan = real.decide(primary, seen, now);
      return new Plan<>(
          List.of(),
          change.apply(primary, plan.steps()),
          plan.verdict(),
          plan.domain(),
          plan.next(),
          plan.wakeUp());
    };
  }

  /** It leaves some steps out. */
  public static <P, O, S> Brain<P, O, S> omitting(Brain<P, O, S> real, Predicate<Step> which) {
    return doing(real, (primary, steps) -> steps.stream().filter(which.negate()).toList());
  }

  /** It writes something else down. */
  public static <P, O, S> Brain<P, O, S> writing(Brain<P, O, S> real, BiFunction<P, S, S> change) {
    return (primary, seen, now) -> {
      Plan<S> plan = real.decide(primary, seen, now);
      return new Plan<>(
          plan.safety(),
          plan.work(),
          plan.verdict(),
          plan.domain(),
          change.apply(primary, plan.next()),
          plan.wakeUp());
    };
  }

  /** It does not come back by itself, or too late. */
  public static <P, O, S> Brain<P, O, S> waking(
      Brain<P, O, S> real, UnaryOperator<Optional<Duration>> change) {
    return (primary, seen, now) -> {
      Plan<S> plan = real.decide(primary, seen, now);
      return new Plan<>(
          plan.safety(),
          plan.work(),
          plan.verdict(),
          plan.domain(),
          plan.next(),
          change.apply(plan.wakeUp()));
    };
  }

  /** It does what was decided some looks ago. */
  public static <P, O, S> Brain<P, O, S> stale(Brain<P, O, S> real) {
    Deque<Plan<S>> past = new ArrayDeque<>();
    return (primary, seen, now) -> {
      past.addLast(real.decide(primary, seen, now));
      return past.size() > 3 ? past.removeFirst() : past.getLast();
    };
  }

  /** Something else decides. */
  public static <P, O, S> Brain<P, O, S> when(
      Brain<P, O, S> real, Predicate<O> which, Brain<P, O, S> other) {
    return (primary, seen, now) -> (which.test(seen) ? other : real).decide(primary, seen, now);
  }
}
