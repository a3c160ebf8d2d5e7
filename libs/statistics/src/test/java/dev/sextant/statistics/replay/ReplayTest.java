package dev.sextant.statistics.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.choice.SignTest;
import dev.sextant.statistics.sequential.ArmDifference;
import dev.sextant.statistics.sequential.ClusterTotals;
import dev.sextant.statistics.sequential.Effect;
import dev.sextant.statistics.sequential.InformationSequence;
import dev.sextant.statistics.sequential.RunningIntersection;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Evidence;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A verdict follows from its own evidence, and from no other. */
final class ReplayTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);

  private static Bounds counts(Random random, double rate, ErrorRates errors) {
    int trials = 50 + random.nextInt(3_000);
    return ArmDifference.ofIndependentTrials(
        events(random, trials, 0.05), trials, events(random, trials, rate), trials, errors);
  }

  private static long events(Random random, int trials, double rate) {
    return random.doubles(trials).filter(x -> x < rate).count();
  }

  private static Bounds information(Random random, ErrorRates errors) {
    return InformationSequence.forMargin(0.01)
        .bounds(
            Effect.of(
                0.03 * random.nextGaussian(),
                0.001 + 0.02 * random.nextDouble(),
                30 + random.nextInt(1_000),
                30 + 100 * random.nextDouble(),
                0.05 * random.nextDouble(),
                0.01 * random.nextDouble()),
            errors);
  }

  private static Bounds sessions(Random random, ErrorRates errors) {
    return new SignTest(1 + random.nextInt(300), 1 + random.nextInt(300), random.nextInt(9))
        .bounds(errors);
  }

  private static Bounds looks(Random random, int looks) {
    var all = RunningIntersection.START;
    Bounds last = Bounds.Unavailable.because("nothing was looked at");
    // Shares of the rates, as where two methods divide them.
    var errors = ERRORS.times(0.2 + 0.8 * random.nextDouble());
    double rate = 0.1 * random.nextDouble();
    for (int look = 0; look < looks; look++) {
      last =
          switch (random.nextInt(3)) {
            case 0 -> counts(random, rate, errors);
            case 1 -> information(random, errors);
            default -> sessions(random, errors);
          };
      all = all.and(last);
    }
    return all.bounds(last);
  }

  private static Verdict verdict(Random random, Bounds bounds) {
    var claim = new Claim(0.1 * random.nextDouble(), 0.01 * random.nextDouble(), ERRORS);
    return random.nextBoolean()
        ? Judgement.prove(claim, bounds)
        : Judgement.watch(claim, bounds, random.nextInt(2_000), 1_000);
  }

  @Property
  void everyVerdictFollowsFromItsEvidence(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int looks) {
    var random = new Random(seed);

    var verdict = verdict(random, looks(random, looks));

    boolean hasEvidence =
        verdict instanceof Verdict.Shown
            || (verdict instanceof Verdict.Inconclusive open && open.evidence().isPresent());
    assertThat(Replay.of(verdict))
        .isInstanceOf(hasEvidence ? Replayed.FromInputs.class : Replayed.NoEvidence.class);
  }

  @Property
  void noNumberOfTheEvidenceCanBeChanged(@ForAll long seed) {
    var random = new Random(seed);
    var claim = Claim.within(0.02, ERRORS);
    var bounds = random.nextBoolean() ? counts(random, 0.05, ERRORS) : sessions(random, ERRORS);
    var verdict = Judgement.watch(claim, bounds, 500, random.nextBoolean() ? 400 : 600);
    if (evidence(verdict) == null) {
      return;
    }

    for (var changed : changed(evidence(verdict))) {
      assertThat(Replay.of(with(verdict, changed)))
          .as("%s", changed)
          .isInstanceOf(Replayed.Contradicted.class);
    }
  }

  private static Evidence evidence(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Shown shown -> shown.evidence();
      case Verdict.Inconclusive open -> open.evidence().orElse(null);
      default -> null;
    };
  }

  private static Verdict with(Verdict verdict, Evidence evidence) {
    return switch (verdict) {
      case Verdict.Harm ignored -> new Verdict.Harm(evidence);
      case Verdict.NoHarm ignored -> new Verdict.NoHarm(evidence);
      case Verdict.NonInferior ignored -> new Verdict.NonInferior(evidence);
      case Verdict.Superior ignored -> new Verdict.Superior(evidence);
      case Verdict.Inconclusive open ->
          new Verdict.Inconclusive(
              open.missing(), open.needed(), open.eta(), Optional.of(evidence));
      default -> verdict;
    };
  }

  // All but what need not decide: sessions without a winner, the claim, and the units asked for.
  private static List<Evidence> changed(Evidence evidence) {
    var all = new ArrayList<Evidence>();
    all.add(changed(evidence, 0.01, 0, 1, evidence.inputs()));
    all.add(changed(evidence, 0, 0.01, 1, evidence.inputs()));
    all.add(changed(evidence, 0, 0, 0.5, evidence.inputs()));
    for (String name :
        List.of(
            "lower",
            "upper",
            "lowerRate",
            "upperRate",
            "stableEvents",
            "candidateEvents",
            "candidateTrials",
            "stable",
            "candidate")) {
      Double value = evidence.inputs().get(name);
      if (value != null) {
        var inputs = new TreeMap<>(evidence.inputs());
        inputs.put(name, name.endsWith("Rate") ? value / 2 : value + (isCount(name) ? 1 : 0.01));
        all.add(changed(evidence, 0, 0, 1, inputs));
      }
    }
    return all;
  }

  private static Evidence changed(
      Evidence evidence,
      double statistic,
      double bound,
      double ofLevel,
      SortedMap<String, Double> inputs) {
    return new Evidence(
        evidence.method(),
        evidence.statistic() + statistic,
        evidence.bound() + bound,
        evidence.level() * ofLevel,
        inputs);
  }

  private static boolean isCount(String name) {
    return !name.equals("lower") && !name.equals("upper");
  }

  @Example
  void anotherVerdictDoesNotFollow() {
    var claim = Claim.within(0.01, ERRORS);
    var bounds = ArmDifference.ofIndependentTrials(10, 10_000, 12, 10_000, ERRORS);
    var passed = (Verdict.NonInferior) Judgement.prove(claim, bounds);

    assertThat(Replay.of(passed)).isEqualTo(new Replayed.FromInputs());
    assertThat(Replay.of(new Verdict.Harm(passed.evidence())))
        .isEqualTo(new Replayed.Contradicted("the bounds say NonInferior, not Harm"));
    var bare = Evidence.of("ArmDifference.ofIndependentTrials", 0, 0, 0.05, new TreeMap<>());
    assertThat(Replay.of(new Verdict.Harm(bare)))
        .isEqualTo(new Replayed.Contradicted("the evidence does not name margin"));
    assertThat(Replay.of(new Verdict.Invalid("the split is wrong")))
        .isEqualTo(new Replayed.NoEvidence("the split is wrong"));
  }

  @Example
  void withoutEvidenceThereIsNothingToCompute() {
    assertThat(Replay.of(Verdict.Inconclusive.because("no units")))
        .isEqualTo(new Replayed.NoEvidence("no units"));
  }

  @Example
  void aCountIsWhole() {
    var inputs = new TreeMap<>(harm().inputs());
    inputs.merge("candidateEvents", 0.5, Double::sum);

    assertThat(Replay.of(harm(1, inputs)))
        .isEqualTo(new Replayed.Contradicted("candidateEvents is no count: 800.5"));
  }

  /** Another machine's logarithms may differ in their last digit, and in no more. */
  @Example
  void onlyARoundingIsForgiven() {
    assertThat(Replay.of(harm(1 + 1e-12, harm().inputs()))).isEqualTo(new Replayed.FromInputs());
    assertThat(Replay.of(harm(1 + 1e-7, harm().inputs())))
        .isInstanceOf(Replayed.Contradicted.class);
    assertThat(Replay.of(harm(1 - 1e-7, harm().inputs())))
        .isInstanceOf(Replayed.Contradicted.class);
  }

  private static Evidence harm() {
    var bounds = ArmDifference.ofIndependentTrials(100, 10_000, 800, 10_000, ERRORS);
    return ((Verdict.Harm) Judgement.prove(Claim.within(0.01, ERRORS), bounds)).evidence();
  }

  // The bound that decided, times a factor.
  private static Verdict harm(double factor, SortedMap<String, Double> inputs) {
    var changed = new TreeMap<>(inputs);
    changed.merge("lower", factor, (lower, by) -> lower * by);
    return new Verdict.Harm(
        new Evidence(
            harm().method(), harm().statistic(), harm().bound() * factor, harm().level(), changed));
  }

  @Example
  void boundsOfClustersAreTakenAsTheyAre() {
    var totals = ClusterTotals.of(new double[] {4, 4, 5}, new double[] {0, 1, 0});
    var bounds = ArmDifference.ofClusterMeans(totals, totals, ERRORS);

    assertThat(Replay.of(Judgement.prove(Claim.within(0.9, ERRORS), bounds)))
        .isEqualTo(new Replayed.FromBounds("ArmDifference.ofClusterMeans"));
  }
}
