package dev.sextant.operator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  @Test
  void readyMeansNothingElseToDo() {
    List<Condition> conditions =
        Conditions.apply(List.of(), 3, Verdict.ready(Reason.Available, "fine"), List.of(), NOW);

    assertThat(status(conditions, ConditionTypes.READY)).isEqualTo(ConditionStatus.True);
    assertThat(status(conditions, ConditionTypes.RECONCILING)).isEqualTo(ConditionStatus.False);
    assertThat(status(conditions, ConditionTypes.STALLED)).isEqualTo(ConditionStatus.False);
    assertThat(conditions).allMatch(c -> Long.valueOf(3).equals(c.observedGeneration()));
  }

  @Test
  void anotherStatusOrReasonIsATransitionAndAnotherMessageIsNone() {
    Claim one = new Claim(Reason.ServersNotReady, "1 of 2 servers are ready");
    Claim none = new Claim(Reason.ServersNotReady, "0 of 2 servers are ready");
    Optional<Claim> serving = Optional.of(new Claim(Reason.Serving, "it serves"));
    List<Condition> first = said(new Verdict.Progressing(one, serving));

    assertThat(Conditions.isTransition(List.of(), first)).isTrue();
    assertThat(Conditions.isTransition(first, said(new Verdict.Progressing(none, serving))))
        .isFalse();
    assertThat(Conditions.isTransition(first, said(new Verdict.Progressing(one, Optional.empty()))))
        .as("what was Ready is no more")
        .isTrue();
    assertThat(Conditions.isTransition(first, said(new Verdict.Stalled(one, serving)))).isTrue();
    assertThat(Conditions.isTransition(first, said(new Verdict.Ready(one)))).isTrue();
    assertThat(
            Conditions.isTransition(
                first,
                said(new Verdict.Progressing(new Claim(Reason.RoutersNotReady, "none"), serving))))
        .isTrue();
  }

  @Test
  void conditionsOfOthersStay() {
    Condition other =
        new Condition("Later", ConditionStatus.True, 1L, NOW.toString(), "Reason", "message");
    List<Condition> before = List.of(other);

    assertThat(Conditions.keepingOthers(before, said(Verdict.ready(Reason.Available, "fine"))))
        .hasSize(4)
        .contains(other);
  }

  private static List<Condition> said(Verdict verdict) {
    return Conditions.apply(List.of(), 1, verdict, List.of(), NOW);
  }

  @Test
  void whatStandsStaysReadyWhileThereIsMoreToDo() {
    Verdict verdict =
        new Verdict.Progressing(
            new Claim(Reason.TakingSnapshot, "Job runs"),
            Optional.of(new Claim(Reason.SnapshotReady, "the old one fits")));

    List<Condition> conditions = Conditions.apply(List.of(), 1, verdict, List.of(), NOW);

    assertThat(status(conditions, ConditionTypes.READY)).isEqualTo(ConditionStatus.True);
    assertThat(status(conditions, ConditionTypes.RECONCILING)).isEqualTo(ConditionStatus.True);
    assertThat(Conditions.readyMessage(conditions)).isEqualTo("the old one fits");
  }

  @Test
  void stalledMeansSomebodyMustAct() {
    List<Condition> conditions =
        Conditions.apply(
            List.of(), 1, Verdict.stalled(Reason.BucketMissing, "make it"), List.of(), NOW);

    assertThat(status(conditions, ConditionTypes.READY)).isEqualTo(ConditionStatus.False);
    assertThat(status(conditions, ConditionTypes.STALLED)).isEqualTo(ConditionStatus.True);
  }

  @Test
  void theTransitionTimeChangesOnlyWithTheStatus() {
    List<Condition> before =
        Conditions.apply(List.of(), 1, Verdict.ready(Reason.Available, "a"), List.of(), THEN);

    List<Condition> same =
        Conditions.apply(before, 2, Verdict.ready(Reason.Serving, "b"), List.of(), NOW);
    List<Condition> other =
        Conditions.apply(before, 2, Verdict.progressing(Reason.RollingOut, "c"), List.of(), NOW);

    assertThat(time(same)).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(time(other)).isEqualTo("2026-01-02T00:00:00Z");
  }

  private static String time(List<Condition> conditions) {
    return String.valueOf(
        Conditions.find(conditions, ConditionTypes.READY).orElseThrow().lastTransitionTime());
  }

  private static ConditionStatus status(List<Condition> conditions, String type) {
    return Conditions.find(conditions, type).orElseThrow().status();
  }
}
