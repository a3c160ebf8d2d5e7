package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Verdict;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Estimates equal what was computed elsewhere, and are refused where nothing can be known. */
final class OffPolicyTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);

  /** Weights 2, 0.5, 1, 4, 0. */
  private static LoggedChoices golden() {
    return LoggedChoices.of(
            new double[] {0.5, 0.5, 0.5, 0.25, 0.5},
            new double[] {1, 0.25, 0.5, 1, 0},
            new double[] {1, 0, 1, 1, 0})
        .withModel(new double[] {0.6, 0.3, 0.5, 0.7, 0.2}, new double[] {0.55, 0.4, 0.5, 0.6, 0.3});
  }

  private static double value(OffPolicy.Method method) {
    return PolicyScores.of(OffPolicy.usual(method), golden(), Units.rows(5), false).value();
  }

  @Example
  void goldenVector() {
    assertThat(value(OffPolicy.Method.IPS)).isCloseTo(1.4, within(1e-12));
    assertThat(value(OffPolicy.Method.SNIPS)).isCloseTo(0.9333333333, within(1e-10));
    assertThat(value(OffPolicy.Method.DOUBLY_ROBUST)).isCloseTo(0.94, within(1e-12));
    assertThat(Weights.of(golden(), Units.rows(5)).effective())
        .isCloseTo(2.6470588235, within(1e-10));
    assertThat(golden().weightQuantile(0.8)).isEqualTo(2);
    assertThat(golden().weightQuantile(0.81)).isEqualTo(4);
    // Clipped at 2: (2 + 1 + 2) / 5, 2 of 7.5 cut off.
    var policy = new OffPolicy(OffPolicy.Method.IPS, new Clip(2, 0, 1), 0.95, 1);
    var clipped = PolicyScores.of(policy, golden(), Units.rows(5), false);
    assertThat(clipped.value()).isCloseTo(1, within(1e-12));
    assertThat(clipped.clipped()).isCloseTo(2 / 7.5, within(1e-12));
  }

  /** Three arms, of which the logged policy has even shares and the other one other shares. */
  private static LoggedChoices random(Random random, int rows) {
    double[] shares = {0.6, 0.3, 0.1};
    var target = new double[rows];
    var reward = new double[rows];
    var chosen = new double[rows];
    for (int row = 0; row < rows; row++) {
      int arm = random.nextInt(3);
      target[row] = shares[arm];
      reward[row] = random.nextDouble() < 0.2 + 0.2 * arm ? 1 : 0;
      chosen[row] = 0.3 + 0.1 * arm;
    }
    var propensity = new double[rows];
    Arrays.fill(propensity, 1 / 3.0);
    var policy = new double[rows];
    Arrays.fill(policy, 0.6 * 0.3 + 0.3 * 0.4 + 0.1 * 0.5);
    return LoggedChoices.of(propensity, target, reward).withModel(chosen, policy);
  }

  private static int[] units(Random random, int rows) {
    int units = rows / 3;
    return IntStream.range(0, rows).map(i -> i < units ? i : random.nextInt(units)).toArray();
  }

  private static PolicyValue.Estimated estimated(PolicyValue value) {
    assertThat(value).isInstanceOf(PolicyValue.Estimated.class);
    return (PolicyValue.Estimated) value;
  }

  private static LoggedChoices permuted(LoggedChoices choices, int[] order) {
    return LoggedChoices.of(
            Arrays.stream(order).mapToDouble(i -> 1 / 3.0).toArray(),
            Arrays.stream(order).mapToDouble(i -> choices.weight(i) / 3).toArray(),
            Arrays.stream(order).mapToDouble(choices::reward).toArray())
        .withModel(
            Arrays.stream(order).mapToDouble(choices::chosenModel).toArray(),
            Arrays.stream(order).mapToDouble(choices::policyModel).toArray());
  }

  @Property(tries = 60)
  void orderAndMergingDoNotMatter(
      @ForAll long seed,
      @ForAll @IntRange(min = 600, max = 1_500) int rows,
      @ForAll OffPolicy.Method method) {
    var random = new Random(seed);
    var choices = random(random, rows);
    int[] units = units(random, rows);
    int[] order = IntStream.range(0, rows).map(i -> (int) ((i * 7919L + 13) % rows)).toArray();
    boolean permutes = Arrays.stream(order).distinct().count() == rows;
    int[] kept = permutes ? order : IntStream.range(0, rows).map(i -> rows - 1 - i).toArray();
    int cut = random.nextInt(rows);
    var parts =
        permuted(choices, Arrays.copyOf(kept, cut))
            .merge(permuted(choices, Arrays.copyOfRange(kept, cut, rows)));
    var policy = new OffPolicy(method, Clip.NONE, 0.95, 50);

    var whole = policy.value(choices, Units.of(units));
    var again = policy.value(parts, Units.of(Arrays.stream(kept).map(i -> units[i]).toArray()));

    if (whole instanceof PolicyValue.Estimated one) {
      var other = estimated(again);
      assertThat(other.value()).isCloseTo(one.value(), within(1e-10));
      assertThat(other.lower()).isCloseTo(one.lower(), within(1e-10));
      assertThat(other.upper()).isCloseTo(one.upper(), within(1e-10));
      assertThat(one.value()).isBetween(one.lower(), one.upper());
    } else {
      assertThat(again.getClass()).isEqualTo(whole.getClass());
    }
  }

  @Property(tries = 60)
  void thePolicyThatWasLoggedGainsNothing(
      @ForAll long seed, @ForAll @IntRange(min = 300, max = 800) int rows) {
    var random = new Random(seed);
    var even = new double[rows];
    Arrays.fill(even, 1 / 3.0);
    double[] rewards = random.doubles(rows).toArray();
    var choices = LoggedChoices.of(even, even, rewards);

    var value = OffPolicy.usual(OffPolicy.Method.IPS).value(choices, Units.rows(rows));

    assertThat(estimated(value).value())
        .isCloseTo(Arrays.stream(rewards).average().orElseThrow(), within(1e-12));
    assertThat(estimated(value).effective()).isCloseTo(rows, within(1e-6));
    assertThat(OffPolicy.usual(OffPolicy.Method.IPS).gain(choices, Units.rows(rows)))
        .isEqualTo(
            PolicyValue.Inconclusive.because("no unit differs from another: the error is unknown"));
  }

  /** Rewards and what is expected of them, all moved and stretched alike. */
  @Property(tries = 60)
  void selfNormalisedAndDoublyRobustFollowTheScaleOfRewards(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -50, max = 50) double shift,
      @ForAll @DoubleRange(min = 0.1, max = 50) double stretch) {
    int rows = 900;
    var choices = random(new Random(seed), rows);
    int[] all = IntStream.range(0, rows).toArray();
    var moved =
        LoggedChoices.of(
                Arrays.stream(all).mapToDouble(i -> 1 / 3.0).toArray(),
                Arrays.stream(all).mapToDouble(i -> choices.weight(i) / 3).toArray(),
                Arrays.stream(all).mapToDouble(i -> shift + stretch * choices.reward(i)).toArray())
            .withModel(
                Arrays.stream(all)
                    .mapToDouble(i -> shift + stretch * choices.chosenModel(i))
                    .toArray(),
                Arrays.stream(all)
                    .mapToDouble(i -> shift + stretch * choices.policyModel(i))
                    .toArray());
    for (var method :
        new OffPolicy.Method[] {OffPolicy.Method.SNIPS, OffPolicy.Method.DOUBLY_ROBUST}) {
      var policy = OffPolicy.usual(method);
      if (policy.value(choices, Units.rows(rows)) instanceof PolicyValue.Estimated before) {
        var after = estimated(policy.value(moved, Units.rows(rows)));
        assertThat(after.lower()).isCloseTo(shift + stretch * before.lower(), within(1e-8));
        assertThat(after.upper()).isCloseTo(shift + stretch * before.upper(), within(1e-8));
      }
    }
  }

  /** A tenth of all rows copied ten times must look like a tenth of the rows, not like all. */
  @ParameterizedTest
  @EnumSource
  void copiesOfAUnitTellNothingNew(OffPolicy.Method method) {
    int rows = 600;
    var few = random(new Random(3), rows);
    var many = few;
    int[] units = IntStream.range(0, 10 * rows).map(i -> i % rows).toArray();
    for (int copy = 1; copy < 10; copy++) {
      many = many.merge(few);
    }
    var policy = OffPolicy.usual(method);

    var once = estimated(policy.value(few, Units.rows(rows)));
    var copied = estimated(policy.value(many, Units.of(units)));
    var believed = estimated(policy.value(many, Units.rows(10 * rows)));

    assertThat(copied.lower()).isCloseTo(once.lower(), within(1e-9));
    assertThat(copied.effective()).isCloseTo(once.effective(), within(1e-6));
    assertThat(believed.standardError()).isLessThan(once.standardError() / 3);
  }

  @Example
  void clippingMakesRoomForWhatItLoses() {
    int rows = 3_000;
    var choices = random(new Random(5), rows);
    var none = OffPolicy.usual(OffPolicy.Method.IPS);
    var clip = new OffPolicy(OffPolicy.Method.IPS, new Clip(1, 0, 1), 0.95, 200);

    var whole = estimated(none.value(choices, Units.rows(rows)));
    var clipped = estimated(clip.value(choices, Units.rows(rows)));

    assertThat(
            new OffPolicy(OffPolicy.Method.IPS, new Clip(2, 0, 1), 0.95, 200)
                .value(choices, Units.rows(rows)))
        .as("a clip that cuts nothing off")
        .isEqualTo(whole);
    // Weights 1.8, 0.9 and 0.3 in equal parts: 0.8 of 3 are cut off.
    assertThat(clipped.clipped()).isCloseTo(0.8 / 3, within(0.02));
    assertThat(clipped.value()).isLessThan(whole.value());
    assertThat(clipped.lower()).isLessThan(clipped.value());
    assertThat(clipped.upper()).isGreaterThan(whole.value() + 0.1);
    assertThat(clipped.inputs()).containsKeys("clipped", "effective", "meanWeight");
  }

  @Example
  void withoutSupportNothingIsSaid() {
    int rows = 600;
    var choices = random(new Random(1), rows);
    var policy = OffPolicy.usual(OffPolicy.Method.IPS);
    var outside = new double[rows];
    outside[4] = 0.5;

    assertThat(policy.value(choices.withUnsupported(outside), Units.rows(rows)))
        .isEqualTo(
            new PolicyValue.Invalid(
                "in 1 of 600 rows the policy chooses what was never tried there, 0.000833 of all its"
                    + " choices"));
    var impossible = LoggedChoices.of(new double[rows], new double[rows], new double[rows]);
    assertThat(policy.value(impossible, Units.rows(rows)))
        .isEqualTo(
            new PolicyValue.Invalid("600 of 600 choices were made although their propensity is 0"));
    assertThat(policy.judge(Claim.within(0.1, ERRORS), impossible, Units.rows(rows)))
        .isInstanceOf(Verdict.Invalid.class);
  }

  @Example
  void wrongPropensitiesAreSeen() {
    int rows = 900;
    var choices = random(new Random(1), rows);
    int[] all = IntStream.range(0, rows).toArray();
    var wrong =
        LoggedChoices.of(
            Arrays.stream(all).mapToDouble(i -> 0.4).toArray(),
            Arrays.stream(all).mapToDouble(i -> choices.weight(i) / 3).toArray(),
            Arrays.stream(all).mapToDouble(choices::reward).toArray());

    var value = OffPolicy.usual(OffPolicy.Method.SNIPS).value(wrong, Units.rows(rows));

    assertThat(value).isInstanceOf(PolicyValue.Invalid.class);
    assertThat(((PolicyValue.Invalid) value).reason()).contains("propensities are wrong");
  }

  @Example
  void tooLittleIsSaidWithWhatWouldDo() {
    var policy = OffPolicy.usual(OffPolicy.Method.SNIPS);
    var few = policy.value(random(new Random(1), 20), Units.rows(20));
    assertThat(few)
        .isEqualTo(
            new PolicyValue.Inconclusive("there are 20 units, 30 are needed", OptionalLong.of(10)));
    assertThat(policy.value(random(new Random(1), 0), Units.rows(0)))
        .isInstanceOf(PolicyValue.Inconclusive.class);

    int rows = 150;
    var choices = random(new Random(2), rows);
    var open = (PolicyValue.Inconclusive) policy.value(choices, Units.rows(rows));
    assertThat(open.missing()).contains("200 are asked for");
    int enough = rows + (int) open.needed().orElseThrow();
    assertThat(Weights.of(random(new Random(2), enough + 40), Units.rows(enough + 40)).effective())
        .isGreaterThan(200);

    var never = LoggedChoices.of(ones(50, 0.5), new double[50], new double[50]);
    assertThat(((PolicyValue.Inconclusive) policy.value(never, Units.rows(50))).needed()).isEmpty();
    // One reward in six hundred rows: nothing is known of the spread.
    var reward = new double[600];
    reward[7] = 1;
    var rare = LoggedChoices.of(ones(600, 0.5), ones(600, 0.5), reward);
    assertThat(((PolicyValue.Inconclusive) policy.value(rare, Units.rows(600))).missing())
        .isEqualTo("1.0 units share the spread, 30 are needed");
    assertThat(policy.judge(Claim.within(0.1, ERRORS), never, Units.rows(50)))
        .isInstanceOf(Verdict.Inconclusive.class);
  }

  private static double[] ones(int rows, double value) {
    var values = new double[rows];
    Arrays.fill(values, value);
    return values;
  }

  @Property
  void anyNumbersHaveAnAnswer(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 400) int rows,
      @ForAll @IntRange(min = 0, max = 300) int digits,
      @ForAll OffPolicy.Method method) {
    var random = new Random(seed);
    var propensity = random.doubles(rows).map(x -> Math.pow(x, 1 + digits)).toArray();
    var target = random.doubles(rows).map(x -> random.nextInt(3) == 0 ? 0 : x).toArray();
    var reward = random.doubles(rows).map(x -> (x - 0.5) * Math.pow(10, digits)).toArray();
    var choices = LoggedChoices.of(propensity, target, reward).withModel(reward, reward);
    var policy = new OffPolicy(method, Clip.NONE, 0.9, 1 + random.nextInt(50));

    for (var value :
        new PolicyValue[] {
          policy.value(choices, Units.rows(rows)), policy.gain(choices, Units.rows(rows))
        }) {
      if (value instanceof PolicyValue.Estimated some) {
        assertThat(some.standardError()).isPositive();
        assertThat(some.value()).isBetween(some.lower(), some.upper());
      }
    }
    assertThat(policy.judge(Claim.within(1, ERRORS), choices, Units.rows(rows))).isNotNull();
  }

  /** Digits that are lost in a sum are neither a contradiction nor a spread. */
  @Example
  void roundingIsNoEvidence() {
    var choices =
        LoggedChoices.of(ones(1_000, 0.3), ones(1_000, 0.1 + 0.2), ones(1_000, 0.1))
            .withModel(ones(1_000, 0.7), ones(1_000, 0.7));
    for (var method : OffPolicy.Method.values()) {
      var policy = OffPolicy.usual(method);
      for (var value :
          new PolicyValue[] {
            policy.value(choices, Units.rows(1_000)), policy.gain(choices, Units.rows(1_000))
          }) {
        assertThat(value)
            .as(method.name())
            .isEqualTo(
                PolicyValue.Inconclusive.because(
                    "no unit differs from another: the error is unknown"));
      }
    }
  }

  @Example
  void aPolicyIsJudgedByWhatItLoses() {
    int rows = 4_000;
    var choices = random(new Random(9), rows);
    var policy = OffPolicy.usual(OffPolicy.Method.SNIPS);

    // It takes 0.3 where 0.4 was earned.
    assertThat(policy.judge(Claim.within(0.02, ERRORS), choices, Units.rows(rows)))
        .isInstanceOf(Verdict.Harm.class);
    assertThat(policy.judge(Claim.within(0.2, ERRORS), choices, Units.rows(rows)))
        .isInstanceOf(Verdict.NonInferior.class);
  }

  @Property(tries = 100)
  void theSequenceIsSymmetricAndHoldsWhatWasSeen(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 0.4) double rate) {
    var choices = random(new Random(seed), rows);
    int[] all = IntStream.range(0, rows).toArray();
    var mirrored =
        LoggedChoices.of(
            ones(rows, 1 / 3.0),
            Arrays.stream(all).mapToDouble(i -> choices.weight(i) / 3).toArray(),
            Arrays.stream(all).mapToDouble(i -> 1 - choices.reward(i)).toArray());
    var sequence = new PolicyValueSequence(3, 0, 1);
    var errors = new ErrorRates(rate, rate);

    var bounds = (Bounds.Interval) sequence.bounds(choices, errors);
    var other = (Bounds.Interval) sequence.bounds(mirrored, errors);

    assertThat(other.lower()).isCloseTo(1 - bounds.upper(), within(1e-9));
    assertThat(other.upper()).isCloseTo(1 - bounds.lower(), within(1e-9));
    assertThat(bounds.lower()).isBetween(0.0, bounds.estimate() + 1e-9);
    assertThat(bounds.upper()).isLessThanOrEqualTo(1);
  }

  @Example
  void whatIsNoLogIsRefused() {
    double[] one = {0.5};
    assertThatThrownBy(() -> LoggedChoices.of(one, new double[2], one))
        .hasMessage("rows differ in number: 1 and 2");
    assertThatThrownBy(() -> LoggedChoices.of(one, new double[] {1.5}, one))
        .hasMessage("target of row 0 is 1.5, which is no probability");
    assertThatThrownBy(() -> LoggedChoices.of(one, one, new double[] {Double.NaN}))
        .hasMessage("row 0 is NaN; leave out rows without a value");
    assertThatThrownBy(() -> OffPolicy.usual(OffPolicy.Method.IPS).value(golden(), Units.rows(4)))
        .hasMessage("rows differ in number: 4 and 5");
    assertThatThrownBy(() -> new OffPolicy(OffPolicy.Method.SNIPS, new Clip(2, 0, 1), 0.95, 200))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Clip(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PolicyValueSequence(1e308, 0, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PolicyValueSequence(2, 0, 0.5).bounds(golden(), ERRORS))
        .hasMessage("a reward of row 0 does not lie between 0.0 and 0.5");
    assertThat(
            new PolicyValueSequence(2, 0, 1)
                .bounds(LoggedChoices.of(new double[0], new double[0], new double[0]), ERRORS))
        .isEqualTo(Bounds.Unavailable.because("there are no choices"));
  }
}
