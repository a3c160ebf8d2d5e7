package dev.sextant.operator.kernel;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides the conditions of an object from a verdict; the only place that makes them. */
public final class Conditions {
  private Conditions() {}

  /**
   * Ready, Reconciling and Stalled, then the kind's own. The transition time of a condition changes
   * only with its status.
   */
  public static List<Condition> apply(
      List<Condition> previous,
      long generation,
      Verdict verdict,
      List<DomainCondition> domain,
      Instant now) {
    var result = new ArrayList<Condition>();
    Claim ready = verdict.standing().orElse(verdict.claim());
    boolean reconciling = verdict instanceof Verdict.Progressing;
    boolean stalled = verdict instanceof Verdict.Stalled;
    result.add(
        make(
            previous,
            ConditionTypes.READY,
            verdict.standing().isPresent(),
            ready,
            generation,
            now));
    result.add(
        make(previous, ConditionTypes.RECONCILING, reconciling, verdict.claim(), generation, now));
    result.add(make(previous, ConditionTypes.STALLED, stalled, verdict.claim(), generation, now));
    for (DomainCondition condition : domain) {
      result.add(
          make(
              previous,
              condition.type(),
              condition.status(),
              condition.claim(),
              condition.claim().message(),
              generation,
              now));
    }
    return List.copyOf(result);
  }

  /**
   * Whether people should hear of the way from one set of conditions to the next: one of the three
   * has another status, or another reason. Another message alone is none, such as of a count.
   */
  public static boolean isTransition(List<Condition> before, List<Condition> after) {
    return Stream.of(ConditionTypes.READY, ConditionTypes.RECONCILING, ConditionTypes.STALLED)
        .anyMatch(type -> !outline(before, type).equals(outline(after, type)));
  }

  /** These conditions, and those of other types as they were. */
  public static List<Condition> keepingOthers(List<Condition> before, List<Condition> ours) {
    return Stream.concat(ours.stream(), before.stream().filter(c -> find(ours, c.type()).isEmpty()))
        .toList();
  }

  private static Optional<List<Object>> outline(List<Condition> conditions, String type) {
    return find(conditions, type).map(c -> List.of(c.status(), c.reason()));
  }

  /** The condition of that type. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
  }

  /** Whether the object that has these conditions is Ready. */
  public static boolean isReady(List<Condition> conditions) {
    return isTrue(conditions, ConditionTypes.READY);
  }

  /** Whether the condition of that type is there and True. */
  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).filter(c -> c.status() == ConditionStatus.True).isPresent();
  }

  /** The message of the Ready condition, or a sentence that says there is none. */
  public static String readyMessage(List<Condition> conditions) {
    return find(conditions, ConditionTypes.READY)
        .map(c -> c.message() == null ? c.reason() : c.message())
        .orElse("not looked at yet");
  }

  /** What the Ready condition claims while it is True. */
  public static Optional<Claim> standing(List<Condition> conditions) {
    return find(conditions, ConditionTypes.READY)
        .filter(c -> c.status() == ConditionStatus.True)
        .map(c ->
            new Claim(
                Reason.of(c.reason()).orElse(Reason.Available),
                Objects.requireNonNullElse(c.message(), "")));
  }

  private static Condition make(
      List<Condition> previous,
      String type,
      boolean holds,
      Claim claim,
      long generation,
      Instant now) {
    // A denied Reconciling or Stalled needs no words: the message would say the opposite.
    @Nullable String message = holds || type.equals(ConditionTypes.READY) ? claim.message() : null;
    return make(
        previous,
        type,
        holds ? ConditionStatus.True : ConditionStatus.False,
        claim,
        message,
        generation,
        now);
  }

  private static Condition make(
      List<Condition> previous,
      String type,
      ConditionStatus status,
      Claim claim,
      @Nullable String message,
      long generation,
      Instant now) {
    String time =
        find(previous, type)
            .filter(c -> c.status() == status)
            .map(Condition::lastTransitionTime)
            .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Condition(type, status, generation, time, claim.reason().name(), message);
  }
}
