package dev.sextant.operator.shell;

import dev.sextant.api.common.Condition;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.Golden;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/** Writes down what an object says in each situation, as people see it: conditions and event. */
public final class Sayings {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

  /** A field is at fault, and the message begins with its path. */
  private static final Set<Reason> OF_A_FIELD =
      Set.of(
          Reason.InvalidSpec,
          Reason.InvalidExpression,
          Reason.StoreNotFound,
          Reason.StoreNotReady,
          Reason.DatasetNotFound,
          Reason.SnapshotNotReady,
          Reason.SnapshotNotFound,
          Reason.VersionNotFound,
          Reason.VersionNotReady,
          Reason.NoVersion,
          Reason.Suspended,
          Reason.Idle);

  private final HasMetadata object;
  private final Map<String, Verdict> all = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  /** What that object says. */
  public Sayings(HasMetadata object) {
    this.object = object;
    text.append("What %s says, by situation: conditions, event.%n".formatted(object.getKind()));
  }

  /** In that situation this plan is made. */
  public void in(String situation, Plan<?> plan) {
    Verdict verdict = plan.verdict();
    List<Condition> conditions = Conditions.apply(List.of(), 1, verdict, plan.domain(), NOW);
    Event event = EventRecorder.event(object, verdict, NOW);
    text.append("%n%s%n  ".formatted(situation))
        .append(
            conditions.stream()
                .map(c -> c.type() + "=" + c.status())
                .collect(Collectors.joining(" ")))
        .append(
            "%n  %s %s: %s%n".formatted(event.getType(), event.getReason(), event.getMessage()));
    verdict
        .standing()
        .filter(standing -> !standing.equals(verdict.claim()))
        .ifPresent(s -> text.append("  Ready %s: %s%n".formatted(s.reason(), s.message())));
    all.put(situation, verdict);
  }

  /** All of it is what the file says, and every message is one that helps. */
  public void assertMatches(String file) {
    Golden.assertText("said/" + file, text.toString());
    SoftAssertions.assertSoftly(softly -> all.forEach((s, v) -> check(softly, s, v)));
  }

  /** What every message must be: whole, free of our own jargon, and telling what to do. */
  private static void check(SoftAssertions softly, String situation, Verdict verdict) {
    Claim claim = verdict.claim();
    softly
        .assertThat(claim.message())
        .as(situation)
        .isNotBlank()
        .doesNotContain("null", "Optional", "[]", "; ;", ";;", "  ")
        .doesNotEndWith(".")
        .doesNotEndWith(";")
        .doesNotEndWith(": ");
    if (OF_A_FIELD.contains(claim.reason())) {
      softly
          .assertThat(claim.message())
          .as(situation + " begins with the path of a field")
          .matches("(?s)(spec|status|metadata)[.a-zA-Z0-9\\[\\]]*: .*");
    }
    if (verdict instanceof Verdict.Stalled) {
      softly
          .assertThat(claim.message())
          .as(situation + " says what to do")
          .containsAnyOf("; ", " (");
    }
  }
}
