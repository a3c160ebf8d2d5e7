package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Samples judged by whether their rows can be told apart. */
final class DomainClassifierTest {
  private static final int OF_LEVELS = Replicates.times(300);
  private static final int OF_UNEQUAL = Replicates.times(1_000);
  private static final int OF_POWER = Replicates.times(200);

  /** Any area matters, so that it is the level alone that is seen. */
  private static final DomainClassifier LEVEL = new DomainClassifier(0.5 + 1e-9, 0.05, 50, 0);

  private static List<String> names(int dimension) {
    return IntStream.range(0, dimension).mapToObj(i -> "x" + i).toList();
  }

  private static DomainDrift judge(
      DomainClassifier classifier, VectorSample before, VectorSample now) {
    return classifier.judge(names(before.dimension()), before, now);
  }

  @Example
  void goldenVectorOfTheArea() {
    double[] a = {1, 2, 2, 3, 5, 8, 13, 21};
    double[] b = {2, 3, 3, 4, 6, 9, 15, 30, 31, 40};
    var scores = new HeldOutScores();
    scores.add(together(a, b), currentOf(a, b));

    assertThat(scores.area()).isCloseTo(0.6875, within(1e-12));
    var commons =
        MannWhitneyUTest.withDefaults()
            .with(PValueMethod.ASYMPTOTIC)
            .with(AlternativeHypothesis.GREATER_THAN);
    assertThat(scores.z()).isPositive();
    // Theirs moves the statistic by a half.
    double u = 0.6875 * 80;
    double deviation = (u - 40) / scores.z();
    double z = (u - 40.5) / deviation;
    assertThat(NormalDistribution.of(0, 1).survivalProbability(z))
        .isCloseTo(commons.test(b, a).getPValue(), within(1e-9));
  }

  private static double[] together(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private static BitSet currentOf(double[] a, double[] b) {
    var current = new BitSet();
    current.set(a.length, a.length + b.length);
    return current;
  }

  @Property(tries = 50)
  void foldsShareNoUnitAndHoldOneRowOfEach(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int units) {
    var random = new Random(seed);
    long[] before = random.longs(40, 0, units).toArray();
    long[] now = random.longs(70, 0, units).toArray();

    var drawn = Folds.of(before, now, 1_000, 5, random);

    assertThat(distinct(before, drawn.reference()))
        .isEqualTo(Arrays.stream(before).distinct().count());
    assertThat(distinct(now, drawn.current())).isEqualTo(Arrays.stream(now).distinct().count());
    var seen = new HashSet<Long>();
    int rows = 0;
    for (int number = 0; number < 5; number++) {
      int[] fold = drawn.fold(number);
      var own = new HashSet<Long>();
      for (int place : fold) {
        own.add(
            place < drawn.reference().length
                ? before[drawn.reference()[place]]
                : now[drawn.current()[place - drawn.reference().length]]);
      }
      rows += fold.length;
      assertThat(Collections.disjoint(seen, own)).isTrue();
      seen.addAll(own);
    }
    assertThat(rows).isEqualTo(drawn.reference().length + drawn.current().length);
  }

  private static long distinct(long[] units, int[] rows) {
    assertThat(Arrays.stream(rows).mapToLong(row -> units[row]).distinct().count())
        .isEqualTo(rows.length);
    return rows.length;
  }

  private static int drifts(int replicates, Function<Random, DomainDrift> judge) {
    return (int)
        IntStream.range(0, replicates)
            .filter(i -> judge.apply(Replicates.random(i)).verdict() instanceof DriftVerdict.Drift)
            .count();
  }

  @Test
  void samplesAlikeAreToldApartNoMoreOftenThanAllowed() {
    int replicates = 100;

    int drifts =
        drifts(
            replicates,
            random ->
                judge(
                    LEVEL,
                    SimulatedRows.HOLES.sample(random, 120, 4),
                    SimulatedRows.HOLES.sample(random, 80, 4)));

    assertThat(drifts).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
  }

  /** Users differ, and come back in both samples; a row is not a unit. */
  @Test
  void usersThatComeBackAreNotTakenForTheirRows() {
    int replicates = 20;

    int byRows = drifts(replicates, random -> users(random, false));
    int byUnits = drifts(replicates, random -> users(random, true));

    assertThat(byRows).isGreaterThan(replicates / 2);
    assertThat(byUnits).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
  }

  private static DomainDrift users(Random random, boolean known) {
    int users = 150;
    int visits = 6;
    long[] before = new long[users * visits];
    long[] now = new long[users * visits];
    var means = new double[2 * users][];
    Arrays.setAll(means, ignored -> SimulatedRows.normal(random, 3));
    // Half of the users of each sample are those of the other.
    var rows = visits(random, before, 0, users, visits, means);
    var other = visits(random, now, users / 2, users, visits, means);
    return known
        ? LEVEL.judge(names(3), rows, before, other, now)
        : LEVEL.judge(names(3), rows, other);
  }

  private static VectorSample visits(
      Random random, long[] unit, int first, int users, int visits, double[][] means) {
    var rows = new double[users * visits][];
    for (int i = 0; i < rows.length; i++) {
      int user = first + i / visits;
      unit[i] = user;
      rows[i] = SimulatedRows.normal(random, 3);
      for (int j = 0; j < 3; j++) {
        rows[i][j] = means[user][j] + 0.2 * rows[i][j];
      }
    }
    return VectorSample.of(3, rows);
  }

  @Test
  void saysWhichColumnsTellSamplesApart() {
    var random = Replicates.random(1);
    var moved =
        judge(
            DomainClassifier.USUAL,
            SimulatedRows.NORMAL.sample(random, 600, 6),
            SimulatedRows.moved(SimulatedRows.NORMAL.sample(random, 300, 6), 1));
    var paired =
        judge(
            DomainClassifier.USUAL,
            SimulatedRows.paired(random, 1_500, 4, 0),
            SimulatedRows.paired(random, 1_000, 4, 0.9));

    assertThat(moved.verdict()).isInstanceOf(DriftVerdict.Drift.class);
    assertThat(moved.columns().getFirst().column()).isEqualTo("x0");
    assertThat(moved.lowTrust()).isFalse();
    assertThat(paired.verdict()).isInstanceOf(DriftVerdict.Drift.class);
    assertThat(paired.columns().subList(0, 2))
        .extracting(DomainDrift.TellingColumn::column)
        .containsExactlyInAnyOrder("x0", "x1");
  }

  @Example
  void rowsThatAreNothingLikeTheReferenceMakeEstimatesUntrustworthy() {
    var random = Replicates.random(2);
    var judged =
        judge(
            DomainClassifier.USUAL,
            SimulatedRows.NORMAL.sample(random, 300, 2),
            SimulatedRows.moved(SimulatedRows.NORMAL.sample(random, 300, 2), 3));

    assertThat(judged.area().orElseThrow()).isGreaterThan(0.9);
    assertThat(judged.lowTrust()).isTrue();
  }

  @Example
  void readsCategoriesByTheirFrequency() {
    var codes = CategoryCodes.of(List.of("a", "b", "b", ""), List.of("c", "b", "a", "a"));

    assertThat(codes.reference()).containsExactly(1, 2, 2, Double.NaN);
    assertThat(codes.current()).containsExactly(3, 2, 1, 1);
  }

  @Property(tries = 40)
  void answersWhateverTheNumbers(@ForAll long seed, @ForAll @IntRange(max = 60) int rows) {
    var random = new Random(seed);
    double[] values = {0, 1, -1, 1e300, -Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};
    int kinds = 1 + random.nextInt(values.length);
    var before = new double[rows][2];
    var now = new double[random.nextInt(60)][2];
    for (double[][] sample : new double[][][] {before, now}) {
      for (double[] row : sample) {
        Arrays.setAll(row, ignored -> values[random.nextInt(kinds)]);
      }
    }
    var classifier = new DomainClassifier(0.55, 0.05, 10, seed);

    var judged = judge(classifier, VectorSample.of(2, before), VectorSample.of(2, now));

    assertThat(judged)
        .isEqualTo(judge(classifier, VectorSample.of(2, before), VectorSample.of(2, now)));
    if (kinds == 1) {
      assertThat(judged.verdict()).isNotInstanceOf(DriftVerdict.Drift.class);
    }
  }

  @Example
  void refusesWhatDoesNotFit() {
    var sample = VectorSample.of(2, new double[120][2]);
    var few = VectorSample.of(2, new double[20][2]);

    assertThat(judge(DomainClassifier.USUAL, sample, few).verdict())
        .isInstanceOfSatisfying(
            DriftVerdict.Inconclusive.class,
            v -> {
              assertThat(v.missing()).isEqualTo("there are 120 and 20 units, 100 are asked for");
              assertThat(v.needed()).hasValue(100);
            });
    assertThat(judge(DomainClassifier.USUAL, sample, few).area()).isEmpty();
    assertThat(judge(DomainClassifier.USUAL, sample, VectorSample.of(2, new double[0][])).verdict())
        .isEqualTo(new DriftVerdict.NotApplicable("a sample has no rows"));
    assertThatThrownBy(() -> DomainClassifier.USUAL.judge(names(3), sample, few))
        .hasMessage("names: 3 names do not fit 2 columns");
    assertThatThrownBy(() -> new DomainClassifier(0.5, 0.05, 50, 0))
        .hasMessage("practical: an area that matters lies between 0.5 and 1, unlike 0.5");
    assertThatThrownBy(() -> new DomainClassifier(0.6, 1, 50, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DomainClassifier(0.6, 0.05, 9, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * The usual way: every fold is scored by trees that learned from all others, and the scores are
   * tested as one sample. Trees that learn from one fold and score another, and the other way
   * round, agree by chance, and that is counted twice.
   */
  private static boolean crossValidated(VectorSample before, VectorSample now, Random random) {
    var drawn =
        Folds.of(
            Folds.ownUnits(0, before.size()),
            Folds.ownUnits(before.size(), now.size()),
            100_000,
            5,
            random);
    var rows = DomainClassifier.binned(before, now, drawn);
    var current = new BitSet();
    current.set(before.size(), before.size() + now.size());
    var score = new double[before.size() + now.size()];
    for (int held = 0; held < 5; held++) {
      int fold = held;
      int[] others =
          IntStream.range(0, 5)
              .filter(f -> f != fold)
              .flatMap(f -> Arrays.stream(drawn.fold(f)))
              .toArray();
      var trees = DomainClassifier.learn(rows, others, current);
      for (int row : drawn.fold(held)) {
        score[row] = trees.score(rows, row);
      }
    }
    var scores = new HeldOutScores();
    scores.add(score, current);
    return scores.z() > 1.6449;
  }

  @Tag("soak")
  @Test
  void tableOfDomainClassifiers() {
    try (var table =
        SimulatedTable.of(
            "level-of-domain-classifier",
            "rows",
            "columns",
            "cross-validated, p <= 0.05",
            "`DomainClassifier`, p <= 0.05",
            "Drift")) {
      for (SimulatedRows kind : SimulatedRows.values()) {
        for (int dimension : new int[] {1, 5, 50}) {
          if (kind.vary(dimension)) {
            level(table, kind, dimension);
          }
        }
      }
    }
  }

  private static void level(SimulatedTable table, SimulatedRows kind, int dimension) {
    int usual = 0;
    var told = new Told();
    for (int replicate = 0; replicate < OF_LEVELS; replicate++) {
      var random = Replicates.random(replicate);
      var before = kind.sample(random, 400, dimension);
      var now = kind.sample(random, 200, dimension);
      usual += crossValidated(before, now, random) ? 1 : 0;
      told.add(judge(DomainClassifier.USUAL, before, now));
    }
    table.row(
        String.join(
            " | ",
            kind.label(),
            Integer.toString(dimension),
            Replicates.share(usual, OF_LEVELS),
            Replicates.share(told.significant, OF_LEVELS),
            Replicates.share(told.drift, OF_LEVELS)));
    assertThat(told.significant).isLessThanOrEqualTo(Replicates.atMost(0.05, OF_LEVELS));
  }

  @Tag("soak")
  @Test
  void tableOfSamplesOfUnequalSize() {
    try (var table =
        SimulatedTable.of(
            "level-of-domain-classifier-of-unequal-samples",
            "columns",
            "reference, current",
            "p <= 0.05",
            "Drift")) {
      for (int[] rows : new int[][] {{3_000, 110}, {110, 3_000}}) {
        var told =
            told(
                OF_UNEQUAL,
                random ->
                    judge(
                        DomainClassifier.USUAL,
                        SimulatedRows.lognormal(random, rows[0], 6),
                        SimulatedRows.lognormal(random, rows[1], 6)));
        table.row(
            String.format(
                Locale.ROOT,
                "6 | %d, %d | %s | %s",
                rows[0],
                rows[1],
                Replicates.share(told.significant, OF_UNEQUAL),
                Replicates.share(told.drift, OF_UNEQUAL)));
        assertThat(told.significant).isLessThanOrEqualTo(Replicates.atMost(0.05, OF_UNEQUAL));
      }
    }
  }

  @Tag("soak")
  @Test
  void tableOfWhatIsToldApart() {
    try (var table =
        SimulatedTable.of(
            "power-of-domain-classifier",
            "drift",
            "columns",
            "reference, current",
            "area",
            "Drift")) {
      for (int dimension : new int[] {2, 10, 50}) {
        for (int rows : new int[] {500, 2_000}) {
          for (double move : new double[] {0.25, 0.5}) {
            power(
                table,
                "one column moves by " + move,
                dimension,
                rows,
                random ->
                    judge(
                        DomainClassifier.USUAL,
                        SimulatedRows.NORMAL.sample(random, rows, dimension),
                        SimulatedRows.moved(
                            SimulatedRows.NORMAL.sample(random, rows, dimension), move)));
          }
          power(
              table,
              "a correlation of 0 becomes 0.6",
              dimension,
              rows,
              random ->
                  judge(
                      DomainClassifier.USUAL,
                      SimulatedRows.paired(random, rows, dimension, 0),
                      SimulatedRows.paired(random, rows, dimension, 0.6)));
        }
      }
    }
  }

  private static void power(
      SimulatedTable table,
      String drift,
      int dimension,
      int rows,
      Function<Random, DomainDrift> judge) {
    var told = told(OF_POWER, judge);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %d | %d, %d | %.3f | %s",
            drift,
            dimension,
            rows,
            rows,
            told.area / OF_POWER,
            Replicates.share(told.drift, OF_POWER)));
  }

  /** How often samples were told apart, and the sum of the areas. */
  private static final class Told {
    private int significant;
    private int drift;
    private double area;

    void add(DomainDrift judged) {
      var inputs = VectorRuleTest.evidence(judged.verdict()).inputs();
      significant += inputs.getOrDefault("pValue", 1.0) <= 0.05 ? 1 : 0;
      drift += judged.verdict() instanceof DriftVerdict.Drift ? 1 : 0;
      area += judged.area().orElseThrow();
    }
  }

  private static Told told(int replicates, Function<Random, DomainDrift> judge) {
    var told = new Told();
    for (int replicate = 0; replicate < replicates; replicate++) {
      told.add(judge.apply(Replicates.random(replicate)));
    }
    return told;
  }
}
