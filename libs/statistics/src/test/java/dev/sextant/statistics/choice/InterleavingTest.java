package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Neither ranking has an advantage, and sessions count as what they are. */
final class InterleavingTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);

  private static List<Integer> ranking(Random random, int items) {
    var ranking = new ArrayList<>(IntStream.range(0, items).boxed().toList());
    // Mostly in the same order, so that rankings begin alike.
    for (int swaps = random.nextInt(4); swaps > 0 && items > 1; swaps--) {
      Collections.swap(ranking, random.nextInt(items), random.nextInt(items));
    }
    return ranking.subList(0, random.nextInt(items + 1));
  }

  private static Team other(Team team) {
    return switch (team) {
      case STABLE -> Team.CANDIDATE;
      case CANDIDATE -> Team.STABLE;
      case NEITHER -> Team.NEITHER;
    };
  }

  private static Interleaved.Slot<String> slot(String item, Team team) {
    return new Interleaved.Slot<>(item, team);
  }

  @Example
  void teamsPickInTurn() {
    var stable = List.of("a", "b", "c", "d");
    var candidate = List.of("a", "c", "e", "b");

    var list = TeamDraft.interleave(stable, candidate, 10, () -> true);

    assertThat(list.slots())
        .containsExactly(
            slot("a", Team.NEITHER),
            slot("c", Team.CANDIDATE),
            slot("b", Team.STABLE),
            slot("e", Team.CANDIDATE),
            slot("d", Team.STABLE));
    assertThat(TeamDraft.interleave(stable, candidate, 10, () -> false).slots())
        .containsExactly(
            slot("a", Team.NEITHER),
            slot("b", Team.STABLE),
            slot("c", Team.CANDIDATE),
            slot("d", Team.STABLE),
            slot("e", Team.CANDIDATE));
    assertThat(list.winner(Set.of("a"))).isEqualTo(Team.NEITHER);
    assertThat(list.winner(Set.of("a", "c"))).isEqualTo(Team.CANDIDATE);
    assertThat(list.winner(Set.of("c", "b"))).isEqualTo(Team.NEITHER);
    assertThat(list.winner(Set.of("b", "d", "e", "z"))).isEqualTo(Team.STABLE);
  }

  @Example
  void whatOnlyOneIsLeftToShowIsNobodys() {
    var list = TeamDraft.interleave(List.of("a"), List.of("b", "c", "d"), 10, () -> false);

    assertThat(list.slots())
        .containsExactly(
            slot("a", Team.STABLE),
            slot("b", Team.CANDIDATE),
            slot("c", Team.NEITHER),
            slot("d", Team.NEITHER));
  }

  @Property
  void rankingsThatChangePlacesChangeTeams(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int items) {
    var random = new Random(seed);
    var stable = ranking(random, items);
    var candidate = ranking(random, items);
    int length = random.nextInt(items + 2);
    var coins = new Random(seed);
    var mirrored = new Random(seed);

    var list = TeamDraft.interleave(stable, candidate, length, coins::nextBoolean);
    var back = TeamDraft.interleave(candidate, stable, length, () -> !mirrored.nextBoolean());

    // What is nobody's at the end comes in the order of the arguments, and counts for nobody.
    assertThat(new HashSet<>(back.items()).size()).isEqualTo(list.items().size());
    for (int place = 0; place < list.slots().size(); place++) {
      assertThat(back.slots().get(place).team()).isEqualTo(other(list.slots().get(place).team()));
      if (list.slots().get(place).team() != Team.NEITHER) {
        assertThat(back.slots().get(place).item()).isEqualTo(list.slots().get(place).item());
      }
    }
  }

  @Property
  void listsAreCompleteAndRankingsKeepTheirOrder(
      @ForAll long seed,
      @ForAll @LongRange(min = 0) long session,
      @ForAll @IntRange(min = 0, max = 12) int items) {
    var random = new Random(seed);
    var stable = ranking(random, items);
    var candidate = ranking(random, items);
    int length = random.nextInt(items + 2);

    var list = TeamDraft.interleave(stable, candidate, length, seed, session);

    var all = new HashSet<>(stable);
    all.addAll(candidate);
    assertThat(list.items()).doesNotHaveDuplicates().hasSize(Math.min(length, all.size()));
    assertThat(all).containsAll(list.items());
    long picked = list.slots().stream().filter(s -> s.team() == Team.STABLE).count();
    long candidates = list.slots().stream().filter(s -> s.team() == Team.CANDIDATE).count();
    assertThat(Math.abs(picked - candidates)).isLessThanOrEqualTo(1);
    for (Team team : List.of(Team.STABLE, Team.CANDIDATE)) {
      var ranking = team == Team.STABLE ? stable : candidate;
      var places =
          list.slots().stream()
              .filter(slot -> slot.team() == team)
              .map(slot -> ranking.indexOf(slot.item()))
              .toList();
      assertThat(places).isSorted().doesNotContain(-1);
    }
    assertThat(TeamDraft.interleave(stable, candidate, length, seed, session)).isEqualTo(list);
  }

  @Property
  void rankingsThatAreAlikeCreditNobody(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int items) {
    var ranking = ranking(new Random(seed), items);

    var list = TeamDraft.interleave(ranking, ranking, items, seed, 1);

    assertThat(list.items()).isEqualTo(ranking);
    assertThat(list.winner(new HashSet<>(ranking))).isEqualTo(Team.NEITHER);
  }

  @Property(tries = 200)
  void theSignTestIsSymmetricAndBlindToOrder(
      @ForAll @IntRange(min = 0, max = 3_000) int stable,
      @ForAll @IntRange(min = 0, max = 3_000) int candidate,
      @ForAll @IntRange(min = 0, max = 3_000) int neither) {
    var same = new ErrorRates(0.05, 0.05);
    var there = new SignTest(stable, candidate, neither).bounds(same);
    var back = new SignTest(candidate, stable, 0).bounds(same);

    if (there instanceof Bounds.Interval one && back instanceof Bounds.Interval other) {
      assertThat(one.estimate()).isEqualTo(-other.estimate());
      assertThat(one.lower()).isCloseTo(-other.upper(), within(1e-9));
      assertThat(one.upper()).isCloseTo(-other.lower(), within(1e-9));
      assertThat(one.lower()).isBetween(-1.0, one.estimate() + 1e-9);
      assertThat(one.upper()).isBetween(one.estimate() - 1e-9, 1.0);
    } else {
      assertThat(stable + candidate).isZero();
    }
    var parts = new SignTest(stable, 0, neither).merge(new SignTest(0, candidate, 0));
    assertThat(parts.judge(Claim.within(0.1, same)))
        .isEqualTo(new SignTest(stable, candidate, neither).judge(Claim.within(0.1, same)));
  }

  @Property(tries = 60)
  void asManySessionsMoreAreEnough(
      @ForAll @IntRange(min = 1, max = 200) int stable,
      @ForAll @IntRange(min = 1, max = 200) int candidate) {
    var claim = Claim.within(0.1, ERRORS);
    if (!(new SignTest(stable, candidate, 0).judge(claim) instanceof Verdict.Inconclusive open)
        || open.needed().isEmpty()) {
      return;
    }
    long sessions = stable + candidate + open.needed().getAsLong();
    double share = (double) stable / (stable + candidate);
    long losses = (long) Math.ceil(share * sessions - 1e-9);

    var verdict = new SignTest(losses, sessions - losses, 0).judge(claim);

    assertThat(verdict).isInstanceOfAny(Verdict.NonInferior.class, Verdict.Superior.class);
  }

  @Example
  void verdictsOfEveryKind() {
    var claim = Claim.within(0.1, ERRORS);
    var test = SignTest.START;
    assertThat(test.judge(claim))
        .isEqualTo(Verdict.Inconclusive.because("no session has a winner"));
    test = test.and(Team.NEITHER).and(Team.STABLE).and(Team.CANDIDATE);
    assertThat(test).isEqualTo(new SignTest(1, 1, 1));

    assertThat(new SignTest(900, 100, 0).judge(claim)).isInstanceOf(Verdict.Harm.class);
    assertThat(new SignTest(100, 900, 0).judge(claim)).isInstanceOf(Verdict.Superior.class);
    assertThat(new SignTest(5_000, 5_000, 0).judge(claim)).isInstanceOf(Verdict.NonInferior.class);
    assertThat(((Verdict.Inconclusive) new SignTest(60, 40, 0).judge(claim)).needed()).isEmpty();
    assertThatThrownBy(() -> new SignTest(-1, 0, 0))
        .hasMessage("-1, 0 and 0 sessions cannot be counted");
    assertThatThrownBy(() -> TeamDraft.interleave(List.of(1), List.of(2), -1, 0, 0))
        .hasMessage("a list cannot have -1 items");
  }
}
