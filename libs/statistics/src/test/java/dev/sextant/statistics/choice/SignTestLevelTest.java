package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sign test errs as seldom as it says although it is read after every session. */
final class SignTestLevelTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final double MARGIN = 0.1;
  private static final int SESSIONS = 2_000;
  private static final int FEW = 2_000;
  private static final int MANY = Replicates.times(10_000);

  /** From how many sessions that stable won, of so many, it is harm; up to how many it passes. */
  private static final int[] HARM = new int[SESSIONS + 1];

  private static final int[] PASSES = new int[SESSIONS + 1];

  static {
    var claim = Claim.within(MARGIN, ERRORS);
    HARM[0] = 1;
    PASSES[0] = -1;
    for (int won = 1; won <= SESSIONS; won++) {
      HARM[won] = HARM[won - 1];
      while (HARM[won] <= won && !(verdict(claim, HARM[won], won) instanceof Verdict.Harm)) {
        HARM[won]++;
      }
      PASSES[won] = PASSES[won - 1];
      while (PASSES[won] < won && passes(verdict(claim, PASSES[won] + 1, won))) {
        PASSES[won]++;
      }
    }
  }

  private static Verdict verdict(Claim claim, int stable, int won) {
    var test = new SignTest(stable, won - stable, 0);
    return Judgement.prove(claim, test.bounds(claim.errors()));
  }

  private static boolean passes(Verdict verdict) {
    return verdict instanceof Verdict.NonInferior || verdict instanceof Verdict.Superior;
  }

  /** What was said of many candidates. */
  private static final class Count {
    private int passed;
    private int harmed;
    private int naivelyPassed;
    private long sessions;

    Count row(SimulatedTable table, String world, int replicates) {
      table.row(
          String.format(
              Locale.ROOT,
              "%s | %s | %s | %s | %s",
              world,
              Replicates.share(passed, replicates),
              Replicates.share(harmed, replicates),
              passed == 0 ? "" : Long.toString(sessions / passed),
              Replicates.share(naivelyPassed, replicates)));
      return this;
    }
  }

  /** Who wins the next session. */
  private interface World {
    boolean stableWins(Random random, int session);
  }

  private static World even(double stable) {
    return (random, session) -> random.nextDouble() < stable;
  }

  // Each of a hundred users comes back again and again, and likes one ranking nine times of ten.
  private static World returning() {
    var likes = new boolean[100];
    return (random, session) -> {
      int user = session % likes.length;
      if (session < likes.length) {
        likes[user] = random.nextDouble() < 0.5 + MARGIN / 1.6;
      }
      return random.nextDouble() < (likes[user] ? 0.9 : 0.1);
    };
  }

  private static Count run(Supplier<World> worlds, int sessions, int replicates) {
    var count = new Count();
    for (int seed = 0; seed < replicates; seed++) {
      var random = Replicates.random(seed);
      var world = worlds.get();
      int stable = 0;
      boolean passed = false;
      boolean harmed = false;
      boolean naive = false;
      for (int won = 1; won <= sessions; won++) {
        stable += world.stableWins(random, won - 1) ? 1 : 0;
        if (!passed && stable <= PASSES[won]) {
          passed = true;
          count.sessions += won;
        }
        harmed |= stable >= HARM[won];
        double share = (double) stable / won;
        double z = (0.5 + MARGIN / 2 - share) / Math.sqrt(0.25 / won);
        naive |= won >= 30 && z > 1.645;
      }
      count.passed += passed ? 1 : 0;
      count.harmed += harmed ? 1 : 0;
      count.naivelyPassed += naive ? 1 : 0;
    }
    return count;
  }

  private static void everyWorld(SimulatedTable table, int replicates) {
    var onTheMargin =
        run(() -> even(0.5 + MARGIN / 2), SESSIONS, replicates)
            .row(table, "on the margin", replicates);
    var equal = run(() -> even(0.5), SESSIONS, replicates).row(table, "equal", replicates);
    var better = run(() -> even(0.4), SESSIONS, replicates).row(table, "wins 60 %", replicates);
    var worse = run(() -> even(0.7), SESSIONS, replicates).row(table, "wins 30 %", replicates);
    var returning =
        run(SignTestLevelTest::returning, SESSIONS, replicates)
            .row(table, "on the margin, 100 users x 20", replicates);
    var first =
        run(SignTestLevelTest::returning, 100, replicates)
            .row(table, "on the margin, the first session of each", replicates);

    for (var count : List.of(onTheMargin, first)) {
      assertThat(count.passed).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
      assertThat(count.harmed).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
    }
    assertThat(onTheMargin.naivelyPassed)
        .as("what looking again and again does to a z-test")
        .isGreaterThanOrEqualTo(Replicates.atLeast(0.3, replicates));
    assertThat(returning.passed)
        .as("why a user counts once")
        .isGreaterThanOrEqualTo(Replicates.atLeast(0.15, replicates));
    assertThat(equal.passed).isGreaterThanOrEqualTo(Replicates.atLeast(0.85, replicates));
    assertThat(better.passed).isGreaterThanOrEqualTo(Replicates.atLeast(0.99, replicates));
    assertThat(worse.harmed).isGreaterThanOrEqualTo(Replicates.atLeast(0.99, replicates));
    assertThat(better.harmed).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
    assertThat(worse.passed).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
  }

  @Test
  void verdictsKeepTheirRatesAtEverySession() {
    everyWorld(SimulatedTable.forgotten(), FEW);
  }

  @Tag("soak")
  @Test
  void verdictsKeepTheirRatesInManyReplicates() {
    try (var table =
        SimulatedTable.of(
            "sign-test-of-interleaving",
            "candidate",
            "non-inferior",
            "harm",
            "sessions until non-inferior",
            "non-inferior by a z-test after every session")) {
      everyWorld(table, MANY);
    }
  }

  /** Clicks on places alone favour neither ranking, in whatever way the lists are drawn. */
  @Test
  void clicksOnPlacesFavourNeither() {
    int sessions = 40_000;
    for (var candidate :
        List.of(
            List.of(5, 4, 3, 2, 1, 0),
            List.of(0, 1, 3, 2, 4, 5),
            List.of(1, 2, 3, 4, 5, 0),
            List.of(9, 8, 7))) {
      var stable = List.of(0, 1, 2, 3, 4, 5);
      var random = new Random(11);
      var test = SignTest.START;
      for (int session = 0; session < sessions; session++) {
        var list = TeamDraft.interleave(stable, candidate, 5, 3, session);
        test = test.and(list.winner(clicks(list.items(), random, Set.of())));
      }

      int won = (int) (test.stable() + test.candidate());
      assertThat(won).isPositive();
      assertThat((int) test.candidate())
          .as("%s", candidate)
          .isBetween(Replicates.atLeast(0.5, won), Replicates.atMost(0.5, won));
    }
  }

  /** The ranking with what users want on top is found, in few sessions. */
  @Test
  void theBetterRankingWins() {
    var stable = List.of(0, 1, 2, 3, 4, 5, 6, 7);
    var candidate = List.of(0, 6, 1, 7, 2, 3, 4, 5);
    var random = new Random(12);
    var test = SignTest.START;
    int sessions = 0;
    while (sessions < 5_000
        && !(test.judge(Claim.within(MARGIN, ERRORS)) instanceof Verdict.Superior)) {
      var list = TeamDraft.interleave(stable, candidate, 6, 4, sessions++);
      test = test.and(list.winner(clicks(list.items(), random, Set.of(6, 7))));
    }

    assertThat(test.judge(Claim.within(MARGIN, ERRORS))).isInstanceOf(Verdict.Superior.class);
    assertThat(sessions).isLessThan(1_000);
  }

  // The lower the place, the rarer the click; what is wanted is clicked more often.
  private static Set<Integer> clicks(List<Integer> items, Random random, Set<Integer> wanted) {
    var clicked = new HashSet<Integer>();
    for (int place = 0; place < items.size(); place++) {
      double chance = 0.5 / (place + 1) * (wanted.contains(items.get(place)) ? 1.6 : 1);
      if (random.nextDouble() < chance) {
        clicked.add(items.get(place));
      }
    }
    return clicked;
  }
}
