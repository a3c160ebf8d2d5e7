package dev.sextant.statistics.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.drift.CategorySample;
import dev.sextant.statistics.drift.NumericSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;

/** What changes about columns, in facts and in sentences. */
final class SchemaComparisonTest {
  private static final double RATE = 0.05;

  private static ColumnProfile numbers(String name, double... values) {
    return new ColumnProfile.Numbers(name, "double", NumericSample.of(values));
  }

  private static ColumnProfile categories(String name, long missing, Object... counts) {
    var map = new TreeMap<String, Long>();
    for (int i = 0; i < counts.length; i += 2) {
      map.put((String) counts[i], ((Integer) counts[i + 1]).longValue());
    }
    return new ColumnProfile.Categories(name, "string", new CategorySample(map, missing));
  }

  private static List<SchemaChange> compare(ColumnProfile before, ColumnProfile now) {
    return SchemaComparison.compare(List.of(before), List.of(now), RATE);
  }

  private static SchemaChange only(ColumnProfile before, ColumnProfile now) {
    var changes = compare(before, now);
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  private static double[] to(int end) {
    return IntStream.range(0, end).asDoubleStream().toArray();
  }

  @Example
  void columnsComeAndGoAndChangeTheirType() {
    var changes =
        SchemaComparison.compare(
            List.of(numbers("fare", 1), numbers("age", 1), categories("city", 0, "Oslo", 3)),
            List.of(
                new ColumnProfile.Other("note", "text", 5, 0),
                new ColumnProfile.Numbers("age", "int32", NumericSample.of(new double[] {1})),
                categories("city", 0, "Oslo", 9)),
            RATE);

    assertThat(changes)
        .containsExactly(
            new SchemaChange.Removed("fare", "double"),
            new SchemaChange.TypeChanged("age", "double", "int32"),
            new SchemaChange.Added("note", "text"));
    assertThat(changes.stream().map(SchemaChange::sentence))
        .containsExactly(
            "column fare (double) is gone: a model that reads it has nothing to read",
            "column age was double and is int32 now: its values were not compared",
            "column note (text) is new: a model of the reference does not read it");
  }

  @Example
  void chanceIsThatOfDealingRowsAnew() {
    // Of 7 rows with a value, none among the 20 of 30 that the other sample gets.
    assertThat(Chance.allInOne(7, 10, 20))
        .isCloseTo(HypergeometricDistribution.of(30, 7, 20).probability(0), within(1e-12));
    assertThat(Chance.allInOne(0, 0, 5)).isEqualTo(1);
    assertThat(Chance.allInOne(3, 2, 5)).isEqualTo(0);
    assertThat(Chance.allInOne(1_000_000_000, 2_000_000_000, 2_000_000_000)).isEqualTo(0);
  }

  @Example
  void newCategoriesAreSaidHoweverFew() {
    var change =
        (SchemaChange.NewCategories)
            only(
                categories("city", 0, "Oslo", 900, "Rome", 99, "Ulm", 1),
                categories("city", 0, "Oslo", 430, "Rome", 50, "Bern", 12, "Linz", 8));

    assertThat(change.categories())
        .extracting(CategoryCount::category)
        .containsExactly("Bern", "Linz");
    assertThat(change.rows()).isEqualTo(20);
    assertThat(change.share()).isEqualTo(0.04);
    assertThat(change.expected()).isEqualTo(0.001);
    assertThat(change.sentence())
        .isEqualTo(
            "column city has categories that the reference does not have in 4.00 % of the rows"
                + " (2.46 % to 6.11 %), where 0.100 % are expected: Bern (12 rows), Linz (8 rows);"
                + " a model of the reference has learned nothing of them");
  }

  @Example
  void categoriesVanishWhereChanceDoesNotExplainIt() {
    var reference = categories("city", 0, "Oslo", 850, "Rome", 100, "Ulm", 40, "Bonn", 10);

    assertThat(compare(reference, categories("city", 0, "Oslo", 20, "Ulm", 1)))
        .as("twenty rows hide a tenth")
        .isEmpty();
    var change =
        (SchemaChange.VanishedCategories)
            only(reference, categories("city", 0, "Oslo", 400, "Ulm", 1));
    assertThat(change.categories()).extracting(CategoryCount::category).containsExactly("Rome");
    assertThat(change.sentence())
        .isEqualTo(
            "column city has none of Rome (100 rows) any more, which make 10.0 % of the reference");
  }

  @Example
  void nothingLeftIsSaidWhereChanceDoesNotExplainIt() {
    var reference = numbers("fare", to(100));
    double[] none = new double[30];
    Arrays.fill(none, Double.NaN);

    assertThat(only(reference, numbers("fare", none)).sentence())
        .isEqualTo("column fare has no value in any of 30 rows; 100 % of the reference have one");
    assertThat(compare(numbers("fare", 1, Double.NaN, Double.NaN), numbers("fare", Double.NaN)))
        .isEmpty();
    assertThat(only(categories("city", 0, "Oslo", 50), categories("city", 9)))
        .isInstanceOf(SchemaChange.Emptied.class);
    assertThat(
            only(
                new ColumnProfile.Other("note", "text", 50, 1),
                new ColumnProfile.Other("note", "text", 0, 9)))
        .isInstanceOf(SchemaChange.Emptied.class);
  }

  @Example
  void aColumnBecomesConstant() {
    double[] zeros = new double[40];

    assertThat(only(numbers("fare", to(200)), numbers("fare", zeros)).sentence())
        .isEqualTo(
            "column fare is 0.0 in all of 40 rows, and in 0.500 % of the reference: it says nothing"
                + " now");
    assertThat(compare(numbers("fare", to(200)), numbers("fare", 7))).isEmpty();
    assertThat(compare(numbers("fare", zeros), numbers("fare", zeros))).isEmpty();
    assertThat(
            only(categories("city", 0, "Oslo", 50, "Rome", 50), categories("city", 0, "Oslo", 100)))
        .isInstanceOf(SchemaChange.BecameConstant.class);
  }

  @Example
  void numbersLieBeyondWhatTheReferenceHas() {
    double[] wide = to(210);

    var change = (SchemaChange.OutOfRange) only(numbers("fare", to(200)), numbers("fare", wide));

    assertThat(change.rows()).isEqualTo(10);
    assertThat(change.sentence())
        .isEqualTo(
            "column fare lies above 199.0 in 10 rows (4.76 %), up to 209.0: a model of the"
                + " reference has seen nothing there");
    assertThat(compare(numbers("fare", to(200)), numbers("fare", to(201))))
        .as("the greatest of all is in one of them")
        .isEmpty();
    assertThat(only(numbers("fare", to(200)), numbers("fare", -1, -2, -3, -4, -5, -6, 5)))
        .isInstanceOfSatisfying(
            SchemaChange.OutOfRange.class, c -> assertThat(c.above()).isFalse());
  }

  @Property(tries = 200)
  void answersWhateverTheValuesAndOneSampleIsLikeItself(
      @ForAll long seed, @ForAll @IntRange(max = 30) int rows) {
    var random = new Random(seed);
    var before = odd(random, rows);
    var now = odd(random, random.nextInt(30));

    for (SchemaChange change : SchemaComparison.compare(before, now, RATE)) {
      assertThat(change.sentence()).contains(change.column()).doesNotContain("NaN");
    }
    assertThat(SchemaComparison.compare(before, before, RATE)).isEmpty();
  }

  private static List<ColumnProfile> odd(Random random, int rows) {
    double[] values = {0, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE, -1e300};
    int kinds = 1 + random.nextInt(values.length);
    var drawn = random.ints(rows, 0, kinds).mapToDouble(i -> values[i]).toArray();
    var names = random.ints(rows, 0, kinds).mapToObj(i -> i == 1 ? "" : "k" + i).toList();
    return List.of(
        numbers("x", drawn),
        new ColumnProfile.Categories("k", "string", CategorySample.of(names)),
        new ColumnProfile.Other("o", "text", rows, random.nextInt(3)));
  }

  /** All that may be said wrongly of ten columns together. */
  @Test
  void samplesAlikeAreSeldomSaidToHaveChanged() {
    int replicates = 300;
    int said = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      var changes = SchemaComparison.compare(table(random, 200), table(random, 60), RATE);
      said += changes.stream().allMatch(c -> c instanceof SchemaChange.NewCategories) ? 0 : 1;
    }
    assertThat(said).isLessThanOrEqualTo(Replicates.atMost(RATE, replicates));
  }

  private static List<ColumnProfile> table(Random random, int rows) {
    var table = new ArrayList<ColumnProfile>();
    for (int column = 0; column < 5; column++) {
      table.add(numbers("x" + column, random.doubles(rows).map(u -> 1 / (1 - u)).toArray()));
      var names = random.doubles(rows).mapToObj(u -> "k" + (int) (1 / (1 - u))).toList();
      table.add(new ColumnProfile.Categories("k" + column, "string", CategorySample.of(names)));
    }
    return table;
  }

  @Example
  void refusesWhatIsNoTable() {
    assertThatThrownBy(
            () -> SchemaComparison.compare(List.of(numbers("x"), numbers("x")), List.of(), RATE))
        .hasMessage("reference: there are two columns x");
    assertThatThrownBy(() -> SchemaComparison.compare(List.of(), List.of(), 0))
        .hasMessage("errorRate: a rate lies between 0 and 1, unlike 0.0");
    assertThatThrownBy(() -> new ColumnProfile.Other("x", "text", -1, 0))
        .hasMessage("x: -1 known and 0 missing values cannot be");
  }
}
