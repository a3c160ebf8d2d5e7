package dev.sextant.statistics.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.drift.ColumnDrift;
import dev.sextant.statistics.drift.DriftVerdict;
import dev.sextant.statistics.verdict.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Episodes open by enough alarms, and close by enough quiet. */
final class EpisodeRuleTest {
  private static final Evidence EVIDENCE = Evidence.of("x", 1, 1, 0.05, Map.of());
  private static final DriftVerdict DRIFT = new DriftVerdict.Drift(EVIDENCE);
  private static final DriftVerdict STABLE = new DriftVerdict.Stable(EVIDENCE);
  private static final DriftVerdict OPEN =
      new DriftVerdict.Inconclusive("rows", OptionalLong.empty(), Optional.empty());
  private static final DriftVerdict NONE = new DriftVerdict.NotApplicable("no values");

  /** What each look did: o opened, c closed, - nothing. */
  private static String events(EpisodeRule rule, String looks) {
    var events = new StringBuilder();
    Episode state = Episode.none();
    for (int i = 0; i < looks.length(); i++) {
      var step =
          rule.next(
              state,
              switch (looks.charAt(i)) {
                case 'A' -> Look.ALARM;
                case '.' -> Look.QUIET;
                default -> Look.UNKNOWN;
              });
      state = step.state();
      events.append(
          switch (step.event()) {
            case OPENED -> 'o';
            case CLOSED -> 'c';
            case NONE -> '-';
          });
    }
    return events.toString();
  }

  @Example
  void twoAlarmsOfThreeLooksOpenAndTwoQuietLooksClose() {
    assertThat(events(EpisodeRule.USUAL, "A..A..A")).isEqualTo("-------");
    assertThat(events(EpisodeRule.USUAL, "A.A")).isEqualTo("--o");
    assertThat(events(EpisodeRule.USUAL, "AA.A.A..A.A")).isEqualTo("-o-----c--o");
    assertThat(events(EpisodeRule.USUAL, "AAAAAAAA")).isEqualTo("-o------");
    assertThat(events(new EpisodeRule(1, 1, 1), "A.AA.")).isEqualTo("oco-c");
  }

  @Example
  void looksThatSayNothingChangeNothing() {
    assertThat(events(EpisodeRule.USUAL, "A????A")).isEqualTo("-----o");
    assertThat(events(EpisodeRule.USUAL, "AA.????.")).isEqualTo("-o-----c");
    assertThat(EpisodeRule.USUAL.next(new Episode.Open(5, 1), Look.UNKNOWN).state())
        .isEqualTo(new Episode.Open(5, 1));
  }

  @Example
  void alarmsBeforeAnEpisodeClosedOpenNoOther() {
    assertThat(events(new EpisodeRule(2, 4, 1), "AA.A..A")).isEqualTo("-oc---o");
    assertThat(events(new EpisodeRule(2, 4, 1), "AA.A")).isEqualTo("-oc-");
  }

  @Example
  void aRuleThatChangedTakesWhatItFinds() {
    var longer = new Episode.Closed(List.of(true, false, false, true, false));

    assertThat(EpisodeRule.USUAL.next(longer, Look.QUIET).state())
        .isEqualTo(new Episode.Closed(List.of(true, false, false)));
    assertThat(EpisodeRule.USUAL.next(new Episode.Open(100, 50), Look.QUIET).event())
        .isEqualTo(EpisodeRule.Event.CLOSED);
    assertThat(new EpisodeRule(1, 3, 1).next(new Episode.Closed(List.of(true)), Look.QUIET).event())
        .as("a quiet look opens nothing")
        .isEqualTo(EpisodeRule.Event.NONE);
  }

  /** Why the level for any looks holds: each episode has used up its alarms. */
  @Property(tries = 500)
  void everyEpisodeHasAlarmsOfItsOwn(
      @ForAll @Size(max = 200) List<@IntRange(max = 5) Integer> drawn,
      @ForAll @IntRange(min = 1, max = 10) int window,
      @ForAll @IntRange(min = 1, max = 10) int required,
      @ForAll @IntRange(min = 1, max = 4) int calm) {
    var rule = new EpisodeRule(Math.min(required, window), window, calm);
    var looks = new StringBuilder();
    drawn.forEach(d -> looks.append(d < 3 ? 'A' : d < 5 ? '.' : '?'));

    String events = events(rule, looks.toString());

    long alarms = looks.chars().filter(c -> c == 'A').count();
    assertThat(events.replace("-", "")).matches("(oc)*o?");
    long opened = events.chars().filter(c -> c == 'o').count();
    assertThat(opened * rule.required()).isLessThanOrEqualTo(alarms);
  }

  @Example
  void aLookIsWhatItsWorstVerdictSays() {
    assertThat(Look.of(List.of(STABLE, OPEN, NONE, DRIFT))).isEqualTo(Look.ALARM);
    assertThat(Look.of(List.of(STABLE, OPEN))).isEqualTo(Look.UNKNOWN);
    assertThat(Look.of(List.of(STABLE, NONE))).isEqualTo(Look.QUIET);
    assertThat(Look.of(List.of(NONE))).isEqualTo(Look.UNKNOWN);
    assertThat(Look.of(List.of())).isEqualTo(Look.UNKNOWN);
    assertThat(Look.of(new ColumnDrift("x", STABLE, DRIFT).verdicts())).isEqualTo(Look.ALARM);
    assertThat(Look.of(new ColumnDrift("x", DRIFT, NONE).verdicts())).isEqualTo(Look.ALARM);
  }
}
