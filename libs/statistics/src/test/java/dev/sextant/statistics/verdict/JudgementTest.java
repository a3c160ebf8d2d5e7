package dev.sextant.statistics.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Verdicts follow from bounds alone, and harm comes first. */
final class JudgementTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final Claim CLAIM = new Claim(0.01, 0.02, ERRORS);

  private static final TreeMap<String, Double> NO_INPUTS = new TreeMap<>();

  private static Bounds.Interval between(double lower, double upper) {
    return new Bounds.Interval(
        "Test",
        Double.isFinite(lower + upper) ? (lower + upper) / 2 : 0,
        lower,
        upper,
        new TreeMap<>(Map.of("units", 7.0)));
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Harm ignored -> 0;
      case Verdict.Invalid ignored -> 1;
      case Verdict.NotApplicable ignored -> 1;
      case Verdict.Inconclusive ignored -> 2;
      case Verdict.NoHarm ignored -> 3;
      case Verdict.NonInferior ignored -> 4;
      case Verdict.Superior ignored -> 5;
    };
  }

  @Example
  void eachSideOfTheMarginHasItsVerdict() {
    assertThat(Judgement.prove(CLAIM, between(0.011, 0.05))).isInstanceOf(Verdict.Harm.class);
    assertThat(Judgement.prove(CLAIM, between(0.01, 0.05)))
        .isInstanceOf(Verdict.Inconclusive.class);
    assertThat(Judgement.prove(CLAIM, between(-0.01, 0.01)))
        .isInstanceOf(Verdict.Inconclusive.class);
    assertThat(Judgement.prove(CLAIM, between(-0.01, 0.009)))
        .isInstanceOf(Verdict.NonInferior.class);
    assertThat(Judgement.prove(CLAIM, between(-0.05, -0.02)))
        .isInstanceOf(Verdict.NonInferior.class);
    assertThat(Judgement.prove(CLAIM, between(-0.05, -0.021))).isInstanceOf(Verdict.Superior.class);
    assertThat(Judgement.prove(CLAIM, between(0.005, 0.004))).isInstanceOf(Verdict.Invalid.class);
    assertThat(Judgement.prove(CLAIM, between(0.02, 0.004))).isInstanceOf(Verdict.Harm.class);
  }

  @Example
  void boundsThatMeetDoNotExcludeEachOther() {
    assertThat(Judgement.prove(CLAIM, between(0.005, 0.005)))
        .isInstanceOf(Verdict.NonInferior.class);
  }

  @Example
  void whatIsOpenSaysHowFarItIsByTheBoundThatAPromotionWaitsFor() {
    assertThat(soFar(between(0, 0.05))).contains(0.05);
    assertThat(soFar(between(0, Double.POSITIVE_INFINITY))).contains(0.0);
    assertThat(soFar(between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))).isEmpty();
  }

  private static Optional<Double> soFar(Bounds.Interval bounds) {
    return ((Verdict.Inconclusive) Judgement.prove(CLAIM, bounds)).evidence().map(Evidence::bound);
  }

  @Example
  void whoWatchesWithoutBoundsLearnsWhatIsMissing() {
    var verdict =
        Judgement.watch(CLAIM, new Bounds.Unavailable("30 clusters", OptionalLong.of(7)), 100, 50);

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Inconclusive(
                "30 clusters", OptionalLong.of(7), Optional.empty(), Optional.empty()));
  }

  @Example
  void harmIsShownAtTheRateOfRollbacksAndTheRestAtThatOfPromotions() {
    var harm = (Verdict.Harm) Judgement.prove(CLAIM, between(0.02, 0.05));
    var fine = (Verdict.NonInferior) Judgement.prove(CLAIM, between(-0.01, 0.005));

    assertThat(harm.evidence().level()).isEqualTo(0.01);
    assertThat(harm.evidence().bound()).isEqualTo(0.02);
    assertThat(fine.evidence().level()).isEqualTo(0.05);
    assertThat(fine.evidence().bound()).isEqualTo(0.005);
  }

  @Property
  void evidenceIsEnoughToJudgeAgain(
      @ForAll @DoubleRange(min = -0.1, max = 0.1) double lower,
      @ForAll @DoubleRange(min = -0.1, max = 0.1) double upper) {
    Verdict verdict = Judgement.prove(CLAIM, between(lower, upper));

    if (verdict instanceof Verdict.Shown shown) {
      var inputs = shown.evidence().inputs();
      var claim =
          new Claim(
              inputs.get("margin"),
              inputs.get("gain"),
              new ErrorRates(inputs.get("falsePromotion"), inputs.get("falseRollback")));
      var bounds = between(inputs.get("lower"), inputs.get("upper"));
      assertThat(Judgement.prove(claim, bounds).getClass()).isEqualTo(verdict.getClass());
      assertThat(inputs).containsEntry("units", 7.0);
    }
  }

  @Property
  void lowerBoundsNeverMakeAVerdictWorse(
      @ForAll @DoubleRange(min = -0.1, max = 0.1) double lower,
      @ForAll @DoubleRange(min = 0, max = 0.1) double width,
      @ForAll @DoubleRange(min = 0, max = 0.1) double down) {
    Verdict verdict = Judgement.prove(CLAIM, between(lower, lower + width));
    Verdict better = Judgement.prove(CLAIM, between(lower - down, lower + width - down));

    assertThat(rank(better)).isGreaterThanOrEqualTo(rank(verdict));
  }

  @Example
  void watchingAsksForUnitsAndNotForProof() {
    var wide = between(-0.5, 0.5);

    var early = (Verdict.Inconclusive) Judgement.watch(CLAIM, wide, 40, 100);
    assertThat(early.needed()).isEqualTo(OptionalLong.of(60));
    assertThat(early.missing())
        .isEqualTo("40 units of the smaller arm were seen, 100 are asked for");
    assertThat(early.evidence().orElseThrow().inputs())
        .containsEntry("seen", 40.0)
        .containsEntry("minimum", 100.0);
    var watched = (Verdict.NoHarm) Judgement.watch(CLAIM, wide, 100, 100);
    assertThat(watched.evidence().inputs()).containsEntry("seen", 100.0).containsKey("margin");
    assertThat(Judgement.watch(CLAIM, between(0.02, 0.5), 5, 100)).isInstanceOf(Verdict.Harm.class);
    assertThat(Judgement.watch(CLAIM, Bounds.Unavailable.because("no units"), 500, 100))
        .isEqualTo(Verdict.Inconclusive.because("no units"));
  }

  @Example
  void whatIsNotBoundedIsNotShown() {
    double infinity = Double.POSITIVE_INFINITY;

    assertThat(Judgement.prove(CLAIM, new Bounds.Interval("Test", 0, 0.02, infinity, NO_INPUTS)))
        .isInstanceOf(Verdict.Harm.class);
    var open =
        (Verdict.Inconclusive)
            Judgement.prove(CLAIM, new Bounds.Interval("Test", 0, -0.02, infinity, NO_INPUTS));
    assertThat(open.evidence().orElseThrow().bound()).isEqualTo(-0.02);
    var nothing = new Bounds.Interval("Test", 0, -infinity, infinity, NO_INPUTS);
    assertThat(((Verdict.Inconclusive) Judgement.prove(CLAIM, nothing)).evidence()).isEmpty();
    assertThat(Judgement.watch(CLAIM, nothing, 10, 5))
        .isEqualTo(Verdict.Inconclusive.because("harm of any size is still possible"));
  }

  @Example
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new Bounds.Interval("Test", 0, 0, Double.NaN, NO_INPUTS))
        .hasMessage("0.0 and NaN are no lower and upper bound");
    for (double bad : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> between(bad, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Evidence.of("Test", 0, bad, 0.05, Map.of()))
          .hasMessage("the bound must be finite, not " + bad);
      assertThatThrownBy(() -> Evidence.of("Test", 0, 0, 0.05, Map.of("units", bad)))
          .hasMessage("units must be finite, not " + bad);
      assertThatThrownBy(() -> Claim.within(bad, ERRORS))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new ErrorRates(bad, 0.1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Evidence.of("Test", 0, 0, 0, Map.of()))
        .hasMessage("a level lies between 0 and 1, unlike 0.0");
  }
}
