package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.verdict.Evidence;
import dev.sextant.statistics.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Shares are the probabilities that they are said to be, and guards come before rewards. */
final class ThompsonSamplingTest {
  private static final Standing[] STANDINGS = Standing.values();

  // Counts of all sizes, often without a single reward or with nothing else.
  private static List<ArmRewards> arms(Random random, int count, int digits) {
    var arms = new ArrayList<ArmRewards>();
    for (int arm = 0; arm < count; arm++) {
      double rewards = Math.floor(Math.pow(10, digits * random.nextDouble())) - 1;
      double share =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1;
            default -> random.nextDouble();
          };
      arms.add(new ArmRewards(rewards, share * rewards));
    }
    return arms;
  }

  private static List<Standing> open(int arms) {
    return Collections.nCopies(arms, Standing.OPEN);
  }

  private static List<Double> shares(Allocation allocation) {
    return ((Allocation.Shares) allocation).of();
  }

  /** P(second above first) for whole numbers of rewards: a finite sum. */
  private static double secondIsBest(int firstHits, int firstMisses, int hits, int misses) {
    double sum = 0;
    for (int i = 0; i < 1 + hits; i++) {
      sum +=
          Math.exp(
              LogBeta.value(1.0 + firstHits + i, 2.0 + firstMisses + misses)
                  - Math.log(1.0 + misses + i)
                  - LogBeta.value(1.0 + i, 1.0 + misses)
                  - LogBeta.value(1.0 + firstHits, 1.0 + firstMisses));
    }
    return sum;
  }

  private static double best(int firstHits, int firstMisses, int hits, int misses) {
    return BestArm.probabilities(
        List.of(
            new ArmRewards(firstHits + firstMisses, firstHits),
            new ArmRewards(hits + misses, hits)))[1];
  }

  @Example
  void probabilitiesThatAreKnownInClosedForm() {
    // A uniform belief against one after a success: P(x < y) with density 2y is 2/3; after two 3/4.
    assertThat(best(0, 0, 1, 0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(best(0, 0, 2, 0)).isCloseTo(3 / 4.0, within(1e-12));
    // After one success each of three and none of the fourth, which is uniform: the integral of
    // x^6 is 1/7, and of 2x * x^2 * x^2 * x is 2/7.
    var three = new ArmRewards(1, 1);
    assertThat(BestArm.probabilities(List.of(three, three, three, ArmRewards.NONE)))
        .containsExactly(new double[] {2 / 7.0, 2 / 7.0, 2 / 7.0, 1 / 7.0}, within(1e-12));
  }

  @Property(tries = 200)
  void twoArmsAreAsTheFiniteSumSays(
      @ForAll @IntRange(min = 0, max = 300) int firstHits,
      @ForAll @IntRange(min = 0, max = 300) int firstMisses,
      @ForAll @IntRange(min = 0, max = 300) int hits,
      @ForAll @IntRange(min = 0, max = 300) int misses) {
    assertThat(best(firstHits, firstMisses, hits, misses))
        .isCloseTo(secondIsBest(firstHits, firstMisses, hits, misses), within(1e-9));
  }

  @Property(tries = 60)
  void probabilitiesAddUpBeforeTheyAreMadeTo(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int count) {
    assertAddUp(BestArm.integrals(arms(new Random(seed), count, 6)), 1e-10);
  }

  /** Many rewards and arms so near to each other that all may be best: the hardest to integrate. */
  @Property(tries = 20)
  void probabilitiesOfNearArmsAddUp(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 10) int count,
      @ForAll @IntRange(min = 1, max = 9) int digits) {
    var random = new Random(seed);
    double base = random.nextDouble();
    var arms = new ArrayList<ArmRewards>();
    for (int arm = 0; arm < count; arm++) {
      double rewards = Math.pow(10, digits);
      double mean = Math.clamp(base + random.nextGaussian() / Math.sqrt(rewards), 0, 1);
      arms.add(new ArmRewards(rewards, mean * rewards));
    }

    assertAddUp(BestArm.integrals(arms), digits > 6 ? 1e-7 : 1e-10);
  }

  private static void assertAddUp(double[] integrals, double error) {
    assertThat(Arrays.stream(integrals).sum()).isCloseTo(1, within(error));
    assertThat(Arrays.stream(integrals).boxed())
        .allSatisfy(each -> assertThat(each).isBetween(0.0, 1 + error));
  }

  @Property(tries = 100)
  void armsThatAreAlikeShareAlike(
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @IntRange(min = 0, max = 1_000_000) int rewards,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
    var arm = new ArmRewards(rewards, share * rewards);

    double[] best = BestArm.integrals(Collections.nCopies(count, arm));

    assertThat(Arrays.stream(best).boxed())
        .allSatisfy(each -> assertThat(each).isCloseTo(1.0 / count, within(1e-9)));
  }

  @Property(tries = 100)
  void everyShareRespectsFloorAndGuardsInAnyOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int count,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.15) double floor) {
    var random = new Random(seed);
    var rewards = arms(random, count, 6);
    var standings = IntStream.range(0, count).mapToObj(i -> STANDINGS[random.nextInt(3)]).toList();

    switch (new ThompsonSampling(floor).allocate(rewards, standings)) {
      case Allocation.Refused ignored ->
          assertThat(
                  !standings.contains(Standing.OPEN)
                      || floor * standings.stream().filter(s -> s != Standing.BARRED).count() > 1)
              .isTrue();
      case Allocation.Shares(var shares) -> {
        assertThat(shares.stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-12));
        for (int arm = 0; arm < count; arm++) {
          switch (standings.get(arm)) {
            case OPEN -> assertThat(shares.get(arm)).isGreaterThanOrEqualTo(floor);
            case HELD -> assertThat(shares.get(arm)).isEqualTo(floor);
            case BARRED -> assertThat(shares.get(arm)).isZero();
          }
        }
        var backwards =
            shares(new ThompsonSampling(floor).allocate(rewards.reversed(), standings.reversed()));
        for (int arm = 0; arm < count; arm++) {
          assertThat(backwards.get(count - 1 - arm)).isCloseTo(shares.get(arm), within(1e-12));
        }
      }
    }
  }

  @Property(tries = 60)
  void anotherRewardNeverTakesFromAnArm(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int count) {
    var before = arms(new Random(seed), count, 5);
    var after = new ArrayList<>(before);
    after.set(0, before.getFirst().merge(new ArmRewards(1, 1)));

    assertThat(BestArm.probabilities(after)[0])
        .isGreaterThanOrEqualTo(BestArm.probabilities(before)[0] - 1e-9);
  }

  @Property(tries = 100)
  void bucketsAddUpAndAreTheNearest(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int count,
      @ForAll @IntRange(min = 1, max = 4096) int buckets) {
    var allocation =
        (Allocation.Shares)
            new ThompsonSampling(0.01).allocate(arms(new Random(seed), count, 4), open(count));

    var counts = allocation.inBuckets(buckets);

    assertThat(counts.stream().mapToInt(n -> n).sum()).isEqualTo(buckets);
    for (int arm = 0; arm < count; arm++) {
      assertThat((double) counts.get(arm))
          .isCloseTo(allocation.of().get(arm) * buckets, within(1.0));
    }
  }

  @Example
  void choicesComeAsOftenAsTheirPropensitySays() {
    var allocation = new Allocation.Shares(List.of(0.05, 0.0, 0.7, 0.25));
    int units = 200_000;
    var seen = new int[4];
    for (int unit = 0; unit < units; unit++) {
      var choice = allocation.choose(7, unit);
      assertThat(choice.propensity()).isEqualTo(allocation.of().get(choice.arm()));
      seen[choice.arm()]++;
    }

    double distance = 0;
    for (int arm : new int[] {0, 2, 3}) {
      double expected = units * allocation.of().get(arm);
      distance += (seen[arm] - expected) * (seen[arm] - expected) / expected;
    }
    assertThat(seen[1]).isZero();
    assertThat(distance).isLessThan(ChiSquaredDistribution.of(2).inverseSurvivalProbability(1e-4));
  }

  @Property
  void choicesCanBeMadeAgain(@ForAll long seed, @ForAll long unit) {
    var one = new Allocation.Shares(List.of(0.5, 0.5));
    var same = new Allocation.Shares(List.of(0.5, 0.5));

    assertThat(same.choose(seed, unit)).isEqualTo(one.choose(seed, unit));
  }

  @Property
  void rewardsOfOtherLimitsAreMapped(
      @ForAll @DoubleRange(min = -1000, max = 1000) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double range,
      @ForAll @IntRange(min = 0, max = 1_000_000) int count,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double mean) {
    var arm = ArmRewards.between(low, low + range, count, count * (low + mean * range));

    assertThat(arm.total()).isCloseTo(mean * count, within(1e-6 * (1 + count)));
  }

  @Example
  void guardsDecideWhatAnArmMayWin() {
    var evidence = Evidence.of("Test", 0, 0, 0.05, Map.of());

    assertThat(Standing.of(new Verdict.Harm(evidence))).isEqualTo(Standing.BARRED);
    assertThat(Standing.of(new Verdict.Invalid("split"))).isEqualTo(Standing.BARRED);
    assertThat(Standing.of(Verdict.Inconclusive.because("few"))).isEqualTo(Standing.HELD);
    assertThat(Standing.of(new Verdict.NoHarm(evidence))).isEqualTo(Standing.OPEN);
    assertThat(Standing.of(new Verdict.NonInferior(evidence))).isEqualTo(Standing.OPEN);
    assertThat(Standing.of(new Verdict.Superior(evidence))).isEqualTo(Standing.OPEN);
    assertThat(Standing.of(new Verdict.NotApplicable("none"))).isEqualTo(Standing.OPEN);
    assertThat(Standing.OPEN.and(Standing.HELD)).isEqualTo(Standing.HELD);
    assertThat(Standing.BARRED.and(Standing.HELD)).isEqualTo(Standing.BARRED);
    assertThat(Standing.OPEN.and(Standing.OPEN)).isEqualTo(Standing.OPEN);

    // However good it looks.
    var shares =
        shares(
            new ThompsonSampling(0.02)
                .allocate(
                    List.of(new ArmRewards(1_000, 10), new ArmRewards(1_000, 999), ArmRewards.NONE),
                    List.of(Standing.OPEN, Standing.BARRED, Standing.HELD)));
    assertThat(shares.get(0)).isCloseTo(0.98, within(1e-12));
    assertThat(shares.subList(1, 3)).containsExactly(0.0, 0.02);
  }

  @Example
  void whatCannotBeDividedIsRefused() {
    assertThat(new ThompsonSampling(0.1).allocate(List.of(), List.of()))
        .isEqualTo(new Allocation.Refused("none of 0 arms is open"));
    assertThat(
            new ThompsonSampling(0.6).allocate(List.of(ArmRewards.NONE, ArmRewards.NONE), open(2)))
        .isEqualTo(new Allocation.Refused("2 arms cannot have 0.6 of the traffic each"));
    assertThatThrownBy(() -> new ThompsonSampling(Double.NaN))
        .hasMessage("no arm can have a floor of NaN");
    assertThatThrownBy(() -> new ThompsonSampling(0).allocate(List.of(), open(1)))
        .hasMessage("0 arms cannot have 1 standings");
    assertThatThrownBy(() -> new ArmRewards(1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ArmRewards(2e9, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ArmRewards.between(1, 1, 1, 1))
        .hasMessage("rewards cannot lie between 1.0 and 1.0");
    assertThatThrownBy(() -> ArmRewards.between(0, 10, 2, 21))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Allocation.Shares(List.of(0.5, 0.4)))
        .hasMessage("[0.5, 0.4] add up to 0.9, not to 1");
  }
}
