package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.statistics.Replicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Columns are judged together, each for missing values and for the others. */
final class DriftRuleTest {
  private static final DriftRule RULE = DriftRule.USUAL;

  private static Column numbers(String name, double[] reference, double[] current) {
    return new Column.Numbers(name, NumericSample.of(reference), NumericSample.of(current));
  }

  private static Column names(String name, List<String> reference, List<String> current) {
    return new Column.Categories(name, CategorySample.of(reference), CategorySample.of(current));
  }

  private static double[] normal(Random random, int rows, double shift) {
    return IntStream.range(0, rows).mapToDouble(i -> random.nextGaussian() + shift).toArray();
  }

  private static List<String> kinds(Random random, int rows, int kinds) {
    return random.ints(rows, 0, kinds).mapToObj(k -> "v" + k).toList();
  }

  private static ColumnDrift judge(Column column) {
    return RULE.judge(List.of(column)).getFirst();
  }

  @Example
  void drifts() {
    var random = new Random(1);

    var moved = judge(numbers("x", normal(random, 5_000, 0), normal(random, 5_000, 0.5)));
    var kinds = judge(names("k", kinds(random, 5_000, 4), kinds(random, 5_000, 5)));

    assertThat(moved.values())
        .isInstanceOfSatisfying(
            DriftVerdict.Drift.class,
            drift -> {
              assertThat(drift.evidence().method()).isEqualTo("Wasserstein");
              assertThat(drift.evidence().statistic()).isBetween(0.4, 0.6);
              assertThat(drift.evidence().inputs())
                  .containsKeys(
                      "pValue", "adjusted", "chance", "practical", "reference", "current", "seed");
            });
    assertThat(moved.missing()).isInstanceOf(DriftVerdict.Stable.class);
    assertThat(kinds.values()).isInstanceOf(DriftVerdict.Drift.class);
  }

  @Example
  void whatIsTheSameIsStableOnceThereAreRowsEnough() {
    var random = new Random(2);
    double[] values = normal(random, 20_000, 0);

    assertThat(judge(numbers("x", values, normal(random, 20_000, 0))).values())
        .isInstanceOf(DriftVerdict.Stable.class);
    assertThat(judge(names("k", kinds(random, 20_000, 5), kinds(random, 20_000, 5))).values())
        .isInstanceOf(DriftVerdict.Stable.class);
    assertThat(judge(numbers("x", values, values)).values())
        .isInstanceOf(DriftVerdict.Stable.class);
  }

  @Example
  void aChangeThatIsSeenAndDoesNotMatterIsNoDrift() {
    var random = new Random(3);

    var verdict =
        judge(numbers("x", normal(random, 200_000, 0), normal(random, 200_000, 0.03))).values();

    assertThat(verdict)
        .isInstanceOfSatisfying(
            DriftVerdict.Stable.class,
            stable -> assertThat(stable.evidence().inputs().get("adjusted")).isLessThan(0.001));
  }

  @Example
  void fewRowsAreInconclusiveWithANumber() {
    var random = new Random(4);

    assertThat(judge(numbers("x", normal(random, 1_000, 0), normal(random, 8, 0))).values())
        .isEqualTo(
            new DriftVerdict.Inconclusive(
                "there are 1000 and 8 rows, 50 are asked for",
                OptionalLong.of(50),
                Optional.empty()));
    assertThat(judge(numbers("x", normal(random, 50_000, 0), normal(random, 100, 0))).values())
        .isInstanceOfSatisfying(
            DriftVerdict.Inconclusive.class,
            open -> assertThat(open.needed().getAsLong()).isBetween(300L, 3_000L));
    assertThat(judge(numbers("x", normal(random, 100, 0), normal(random, 50_000, 0))).values())
        .as("no number of current rows makes up for a small reference")
        .isInstanceOfSatisfying(
            DriftVerdict.Inconclusive.class, open -> assertThat(open.needed()).isEmpty());
  }

  @Example
  void theRowsThatAreNeededMostlySuffice() {
    int enough = 0;
    for (int replicate = 0; replicate < 40; replicate++) {
      var random = Replicates.random(replicate);
      double[] reference = normal(random, 50_000, 0);
      var open = judge(numbers("x", reference, normal(random, 100, 0))).values();
      if (open instanceof DriftVerdict.Inconclusive(var ignored, var needed, var evidence)) {
        var then = judge(numbers("x", reference, normal(random, (int) needed.getAsLong(), 0)));
        enough += then.values() instanceof DriftVerdict.Stable ? 1 : 0;
      }
    }

    assertThat(enough).isGreaterThanOrEqualTo(36);
  }

  @Example
  void missingValuesAreAQuestionOfTheirOwn() {
    var random = new Random(5);
    double[] reference = normal(random, 5_000, 0);
    double[] current = normal(random, 5_000, 0);
    Arrays.fill(current, 0, 500, Double.NaN);
    var empty = new double[5_000];
    Arrays.fill(empty, Double.NaN);

    var some = judge(numbers("x", reference, current));
    var all = judge(numbers("x", reference, empty));

    assertThat(some.missing())
        .isInstanceOfSatisfying(
            DriftVerdict.Drift.class,
            drift -> assertThat(drift.evidence().statistic()).isEqualTo(0.1));
    assertThat(some.values()).isNotInstanceOf(DriftVerdict.Drift.class);
    assertThat(all.missing()).isInstanceOf(DriftVerdict.Drift.class);
    assertThat(all.values())
        .isEqualTo(new DriftVerdict.NotApplicable("there are no values; see what is missing"));
    assertThat(judge(numbers("x", empty, reference)).values())
        .isEqualTo(new DriftVerdict.NotApplicable("the reference has no values"));
  }

  @Example
  void aColumnWithoutValuesBreaksNoOther() {
    var random = new Random(6);
    var empty = new double[100];
    Arrays.fill(empty, Double.NaN);

    var drifts =
        RULE.judge(
            List.of(
                numbers("empty", empty, empty),
                numbers("moved", normal(random, 5_000, 0), normal(random, 5_000, 1))));

    assertThat(drifts).extracting(ColumnDrift::column).containsExactly("empty", "moved");
    assertThat(drifts.getLast().values()).isInstanceOf(DriftVerdict.Drift.class);
    assertThat(drifts.getFirst().missing()).isNotInstanceOf(DriftVerdict.Drift.class);
  }

  @Example
  void constantsAreStableAndWhatLeavesThemIsDrift() {
    var constant = new double[2_000];
    Arrays.fill(constant, 7);
    var some = constant.clone();
    Arrays.fill(some, 0, 200, 8);

    assertThat(judge(numbers("x", constant, constant)).values())
        .isInstanceOf(DriftVerdict.Stable.class);
    assertThat(judge(numbers("x", constant, some)).values())
        .isInstanceOfSatisfying(
            DriftVerdict.Drift.class,
            drift -> assertThat(drift.evidence().method()).isEqualTo("JensenShannon"));
    assertThat(judge(names("k", List.of("a"), List.of("a"))).values())
        .isInstanceOf(DriftVerdict.Inconclusive.class);
  }

  @Example
  void newCategoriesAreCountedAndThrowNothing() {
    var random = new Random(7);
    var fresh = new ArrayList<>(kinds(random, 2_000, 3));
    for (int i = 0; i < 200; i++) {
      fresh.set(i, "never seen " + i);
    }

    assertThat(judge(names("k", kinds(random, 2_000, 3), fresh)).values())
        .isInstanceOf(DriftVerdict.Drift.class);
  }

  @Example
  void oneWildValueIsNoDrift() {
    var random = new Random(8);
    double[] current = normal(random, 20_000, 0);
    current[0] = 1e300;

    assertThat(judge(numbers("x", normal(random, 20_000, 0), current)).values())
        .isInstanceOf(DriftVerdict.Stable.class);
  }

  @Property(tries = 100)
  void everyColumnHasAnAnswerAndRowsHaveNoOrder(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 80) int rows) {
    var random = new Random(seed);
    double[] wild = {Double.NaN, 0, -0.0, 1e308, -1e308, Double.POSITIVE_INFINITY, 1, Math.PI};
    double[] reference = random.ints(rows, 0, wild.length).mapToDouble(i -> wild[i]).toArray();
    double[] current = random.ints(60, 0, wild.length).mapToDouble(i -> wild[i]).toArray();
    double[] turned = IntStream.range(0, 60).mapToDouble(i -> current[59 - i]).toArray();

    var drifts = RULE.judge(List.of(numbers("x", reference, current)));

    assertThat(RULE.judge(List.of(numbers("x", reference, turned)))).isEqualTo(drifts);
  }

  @Property(tries = 50)
  void theOrderOfColumnsMeansNothing(@ForAll long seed) {
    var random = new Random(seed);
    var columns = new ArrayList<Column>();
    for (int i = 0; i < 4; i++) {
      columns.add(
          numbers("x" + i, normal(random, 200, 0), normal(random, 200, random.nextInt(2) / 2.0)));
    }

    var forth = RULE.judge(columns);
    var back = RULE.judge(columns.reversed());

    assertThat(back).containsExactlyInAnyOrderElementsOf(forth);
  }

  /**
   * Without drift nothing is called drift, and with as much as matters nothing is called stable.
   */
  @Example
  void errorsAreAsRareAsTheyAreSaidToBe() {
    int replicates = 100;
    int falseDrifts = 0;
    int falseStables = 0;
    int seen = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      var none = new ArrayList<Column>();
      for (int i = 0; i < 4; i++) {
        none.add(numbers("x" + i, normal(random, 500, 0), normal(random, 100, 0)));
        none.add(names("k" + i, kinds(random, 500, 10), kinds(random, 100, 10)));
      }
      falseDrifts +=
          RULE.judge(none).stream().anyMatch(d -> d.values() instanceof DriftVerdict.Drift) ? 1 : 0;
      // On the threshold; 2,000 rows would be enough to see that nothing moves.
      var edge = judge(numbers("x", normal(random, 12_000, 0), normal(random, 4_000, 0.1)));
      falseStables += edge.values() instanceof DriftVerdict.Stable ? 1 : 0;
      var far = judge(numbers("x", normal(random, 2_000, 0), normal(random, 1_000, 0.3)));
      seen += far.values() instanceof DriftVerdict.Drift ? 1 : 0;
    }

    int most = Replicates.atMost(0.05, replicates);
    assertThat(falseDrifts).isLessThanOrEqualTo(most);
    assertThat(falseStables).isLessThanOrEqualTo(most);
    assertThat(seen).isGreaterThan(95);
  }

  @Example
  void categoriesThatDriftedByAsMuchAsMattersAreSeldomCalledStable() {
    double low = 0;
    double high = 0.1;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      boolean near = CellDistance.JENSEN_SHANNON.between(alternating(middle)) < 0.1;
      low = near ? middle : low;
      high = near ? high : middle;
    }
    int replicates = 200;
    int stable = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      double step = high;
      var now = random.doubles(8_000, 0, 1).mapToObj(x -> "v" + kind(x, step)).toList();
      var verdict = judge(names("k", kinds(random, 20_000, 10), now)).values();
      stable += verdict instanceof DriftVerdict.Stable ? 1 : 0;
    }

    int most = Replicates.atMost(0.05, replicates);
    assertThat(stable).isLessThanOrEqualTo(most);
  }

  // Ten kinds of a tenth each, against ten of a tenth more or less the step in turns.
  private static Cells alternating(double step) {
    var names = IntStream.range(0, 10).mapToObj(k -> "v" + k).toList();
    long whole = 1_000_000_000_000L;
    return Cells.of(
        names,
        IntStream.range(0, 10).mapToLong(k -> whole / 10).toArray(),
        IntStream.range(0, 10)
            .mapToLong(k -> Math.round(whole * (0.1 + (k % 2 == 0 ? step : -step))))
            .toArray());
  }

  private static int kind(double x, double step) {
    int pair = Math.min(4, (int) (x * 5));
    return 2 * pair + (x * 5 - pair < 5 * (0.1 + step) ? 0 : 1);
  }

  @Example
  void whatIsNoRuleIsRefused() {
    assertThatThrownBy(() -> new DriftRule(0, 0.1, 0.1, 0.05, 0.05, 50, 0))
        .hasMessage("numbers cannot be 0.0");
    assertThatThrownBy(() -> new DriftRule(0.1, 2, 0.1, 0.05, 0.05, 50, 0))
        .hasMessage("categories cannot be 2.0");
    assertThatThrownBy(() -> new DriftRule(0.1, 0.1, 0.1, Double.NaN, 0.05, 50, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DriftRule(0.1, 0.1, 0.1, 0.05, 0.05, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
