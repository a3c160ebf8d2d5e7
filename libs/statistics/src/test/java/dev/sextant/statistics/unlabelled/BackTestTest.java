package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether estimates came true. */
final class BackTestTest {
  private static final int SOAK = Replicates.times(10_000);
  private static final int LOOKS = 120;
  private static final BackTest TEST = BackTest.USUAL;

  private static BackTest.Cohort cohort(boolean held) {
    var band = new PerformanceEstimate.Band(0.5, 0.4, 0.6, 0.9, new TreeMap<>());
    return new BackTest.Cohort(band, held ? 0.4 : 0.61);
  }

  @Example
  void fewCohortsSayNothing() {
    var none = (BackTest.Result.Inconclusive) TEST.judge(List.of());
    var few = (BackTest.Result.Inconclusive) TEST.judge(Collections.nCopies(3, cohort(true)));

    assertThat(none.missing()).isEqualTo("no cohort is mature");
    assertThat(none.needed().orElseThrow()).isEqualTo(3 + few.needed().orElseThrow());
    long enough = none.needed().orElseThrow();
    assertThat(enough).isEqualTo(9);
    assertThat(TEST.judge(enough, enough)).isInstanceOf(BackTest.Result.Trusted.class);
    assertThat(TEST.judge(enough - 1, enough - 1)).isInstanceOf(BackTest.Result.Inconclusive.class);
  }

  @Example
  void bandsThatSeldomHoldAreDistrusted() {
    assertThat(TEST.judge(Collections.nCopies(20, cohort(false))))
        .isInstanceOf(BackTest.Result.Distrusted.class);
    assertThat(TEST.judge(0, 3)).isInstanceOf(BackTest.Result.Distrusted.class);
    assertThat(TEST.judge(0, 2)).isInstanceOf(BackTest.Result.Inconclusive.class);
    assertThat(TEST.judge(90, 100)).isInstanceOf(BackTest.Result.Trusted.class);
    assertThat(TEST.judge(84, 100)).isInstanceOf(BackTest.Result.Inconclusive.class);
    assertThat(TEST.judge(60, 100)).isInstanceOf(BackTest.Result.Distrusted.class);
  }

  @Property
  void moreThatHeldNeverTakesTrustAway(
      @ForAll @IntRange(max = 200) int cohorts, @ForAll @IntRange(max = 200) int held) {
    if (held >= cohorts) {
      return;
    }

    if (TEST.judge(held, cohorts) instanceof BackTest.Result.Trusted) {
      assertThat(TEST.judge(held + 1, cohorts)).isInstanceOf(BackTest.Result.Trusted.class);
    }
    if (TEST.judge(held + 1, cohorts) instanceof BackTest.Result.Distrusted) {
      assertThat(TEST.judge(held, cohorts)).isInstanceOf(BackTest.Result.Distrusted.class);
    }
  }

  @Property
  void theCohortsThatAreNeededAreEnough(
      @ForAll @IntRange(min = 1, max = 40) int cohorts, @ForAll @IntRange(max = 6) int missed) {
    int held = Math.max(0, cohorts - missed);

    if (TEST.judge(held, cohorts) instanceof BackTest.Result.Inconclusive open
        && !open.needed().equals(OptionalLong.empty())) {
      long all = cohorts + open.needed().getAsLong();
      long then = (long) Math.ceil((double) held / cohorts * all - 1e-9);
      assertThat(TEST.judge(then, all)).isInstanceOf(BackTest.Result.Trusted.class);
    }
  }

  @Example
  void whatTestsNothingIsRefused() {
    assertThatThrownBy(() -> new BackTest(0.6, 0.85, 0.05)).hasMessageContaining("test nothing");
  }

  // What is said of so many cohorts of which so many held: 1 to trust, -1 to distrust.
  private static int[][] verdicts() {
    var verdicts = new int[LOOKS + 1][LOOKS + 1];
    for (int all = 0; all <= LOOKS; all++) {
      for (int held = 0; held <= all; held++) {
        verdicts[all][held] =
            switch (TEST.judge(held, all)) {
              case BackTest.Result.Trusted ignored -> 1;
              case BackTest.Result.Distrusted ignored -> -1;
              case BackTest.Result.Inconclusive ignored -> 0;
            };
      }
    }
    return verdicts;
  }

  private static void readAtEveryCohort(SimulatedTable table, int replicates) {
    int[][] verdicts = verdicts();
    for (double coverage : new double[] {0.6, 0.75, 0.85, 0.9, 0.95}) {
      int trusted = 0;
      int distrusted = 0;
      int looksUntil = 0;
      for (int seed = 0; seed < replicates; seed++) {
        var random = Replicates.random(seed);
        int held = 0;
        boolean ever = false;
        boolean never = false;
        for (int all = 1; all <= LOOKS; all++) {
          held += random.nextDouble() < coverage ? 1 : 0;
          if (verdicts[all][held] == 1 && !ever) {
            ever = true;
            looksUntil += all;
          }
          never |= verdicts[all][held] == -1;
        }
        trusted += ever ? 1 : 0;
        distrusted += never ? 1 : 0;
      }
      table.row(
          String.format(
              Locale.ROOT,
              "%.0f %% | %s | %s | %s",
              100 * coverage,
              Replicates.share(trusted, replicates),
              trusted == 0 ? "" : Integer.toString(looksUntil / trusted),
              Replicates.share(distrusted, replicates)));
      if (coverage <= TEST.unacceptable()) {
        assertThat(trusted).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
      }
      if (coverage >= TEST.least()) {
        assertThat(distrusted).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
      }
    }
  }

  @Test
  void itErrsAsSeldomAsItSaysAtEveryCohort() {
    readAtEveryCohort(SimulatedTable.forgotten(), 2_000);
  }

  @Tag("soak")
  @Test
  void itErrsAsSeldomAsItSaysInManyRuns() {
    try (var table =
        SimulatedTable.of(
            "back-test", "bands hold", "ever trusted", "after cohorts", "ever distrusted")) {
      readAtEveryCohort(table, SOAK);
    }
  }
}
