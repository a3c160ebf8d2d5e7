package dev.sextant.worker.train.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.job.TrainJob.Encoding;
import dev.sextant.contracts.job.TrainJob.Impute;
import dev.sextant.contracts.job.TrainJob.Preprocess;
import dev.sextant.contracts.job.TrainJob.Unseen;
import dev.sextant.worker.train.RawTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Encodings follow from train: defaults by type and trainer, explicit entries, refusals. */
final class InputFitterTest {
  private static final RawTable TABLE =
      new RawTable(6)
          .numbers("x", 1, 2, Double.NaN, 4, 4, 100)
          .texts("zone", "b", "a", "", "b", "a", "c");

  private static InputLayout fit(RawTable table, Family family, Preprocess... entries) {
    return new InputFitter(table, family).fit(table.columns(), List.of(entries));
  }

  private static Preprocess entry(
      String column,
      @Nullable Encoding as,
      @Nullable Unseen unseen,
      @Nullable Impute impute,
      @Nullable String constant) {
    return new Preprocess(List.of(column), as, unseen, impute, constant);
  }

  @Test
  void treesGetNumbersAsTheyAreAndAColumnACategory() {
    InputLayout layout = fit(TABLE, Family.Trees);

    var x = layout.numbers().getFirst();
    assertThat(x.fill()).isNull();
    assertThat(x.encode(7)).isEqualTo(7);
    assertThat(x.encode(Double.NaN)).isNaN();
    assertThat(layout.oneHots())
        .containsExactly(new FittedInput.Text("zone", List.of("a", "b", "c"), null, true, true));
    assertThat(layout.width()).isEqualTo(6);
  }

  @Test
  void linearModelsGetMediansAndOneScale() {
    var x = fit(TABLE, Family.Linear).numbers().getFirst();

    assertThat(x.fill()).isEqualTo(4);
    double[] encoded =
        IntStream.range(0, 6).mapToDouble(i -> x.encode(TABLE.number("x", i))).toArray();
    assertThat(Arrays.stream(encoded).sum()).isBetween(-1e-12, 1e-12);
    assertThat(Arrays.stream(encoded).map(v -> v * v).sum() / 6).isBetween(1 - 1e-12, 1 + 1e-12);
  }

  @Test
  void unseenAndMissingTextsHaveTheirSlots() {
    var other = (FittedInput.Text) fit(TABLE, Family.Trees).oneHots().getFirst();
    var zeros =
        (FittedInput.Text)
            fit(TABLE, Family.Trees, entry("zone", null, Unseen.Zeros, null, null))
                .oneHots()
                .getFirst();

    assertThat(other.slots()).containsEntry("a", 0).containsEntry("", 3);
    assertThat(other.unseenSlot()).isEqualTo(4);
    assertThat(zeros.unseenSlot()).isEqualTo(FittedInput.NO_SLOT);
    assertThat(zeros.width()).isEqualTo(4);
  }

  @Test
  void aMissingTextThatTrainDidNotHaveIsUnseen() {
    var table = new RawTable(2).texts("zone", "a", "b");

    var zone = (FittedInput.Text) fit(table, Family.Trees).oneHots().getFirst();

    assertThat(zone.missingColumn()).isFalse();
    assertThat(zone.slots()).containsEntry("", zone.unseenSlot());
  }

  @Test
  void aReplacementTakesTheSlotOfItsCategory() {
    var frequent =
        (FittedInput.Text)
            fit(TABLE, Family.Trees, entry("zone", null, null, Impute.MostFrequent, null))
                .oneHots()
                .getFirst();
    var constant =
        (FittedInput.Text)
            fit(TABLE, Family.Trees, entry("zone", null, null, Impute.Constant, "c"))
                .oneHots()
                .getFirst();

    assertThat(frequent.slots()).containsEntry("", 0);
    assertThat(constant.slots()).containsEntry("", 2);
    assertThat(constant.missingColumn()).isFalse();
  }

  @Test
  void rareCategoriesAndThoseBeyondTheLimitShareAColumn() {
    var rare = new String[2_000];
    Arrays.setAll(rare, i -> i < 5 ? "rare" : "usual");
    var many = new String[5_000];
    Arrays.setAll(many, i -> "c" + i % 250);

    var first =
        (FittedInput.Text)
            fit(new RawTable(2_000).texts("t", rare), Family.Trees).oneHots().getFirst();
    var second =
        (FittedInput.Text)
            fit(new RawTable(5_000).texts("t", many), Family.Trees).oneHots().getFirst();

    assertThat(first.categories()).containsExactly("usual");
    assertThat(second.categories()).hasSize(InputFitter.MAX_CATEGORIES);
    assertThat(second.width()).isEqualTo(InputFitter.MAX_CATEGORIES + 1);
  }

  @Test
  void numbersCanBeCategories() {
    var code =
        (FittedInput.Code)
            fit(TABLE, Family.Trees, entry("x", Encoding.OneHot, null, null, null))
                .oneHots()
                .getFirst();

    assertThat(code.categories()).containsExactly(4.0, 1.0, 2.0, 100.0);
    assertThat(code.slotOf(100)).isEqualTo(3);
    assertThat(code.slotOf(Double.NaN)).isEqualTo(4);
    assertThat(code.slotOf(3)).isEqualTo(5);
  }

  @Test
  void refusalsNameTheField() {
    assertRefused(
        entry("y", null, null, null, null),
        "spec.preprocess[0].columns[0]: 'y' is no input of the model; inputs are x, zone");
    assertRefused(
        entry("zone", Encoding.Standardize, null, null, null),
        "spec.preprocess[0].as: Standardize needs numbers, but 'zone' is text; use OneHot");
    assertRefused(
        entry("zone", null, null, Impute.Mean, null),
        "spec.preprocess[0].impute: Mean is no category of 'zone'; use MostFrequent, Constant or"
            + " None");
    assertRefused(
        entry("x", Encoding.Numeric, Unseen.Other, null, null),
        "spec.preprocess[0].unseen: applies to OneHot only, but 'x' is Numeric; leave it out");
    assertRefused(
        entry("x", null, null, Impute.Constant, "many"),
        "spec.preprocess[0].constant: 'many' is not a Double, which 'x' is");
    assertRefused(
        entry("x", null, null, Impute.Constant, null),
        "spec.preprocess[0].constant: is empty; say what replaces a missing 'x'");
    assertRefused(
        new Preprocess(List.of("x", "x"), null, null, null, null),
        "spec.preprocess[0].columns[1]: 'x' is already named by spec.preprocess[0]; name it once");
  }

  private static void assertRefused(Preprocess entry, String message) {
    assertThatThrownBy(() -> fit(TABLE, Family.Trees, entry)).hasMessage(message);
  }

  @Test
  void aColumnWithoutAnyValueHasNoMedian() {
    var table = new RawTable(2).numbers("x", Double.NaN, Double.NaN);

    assertThatThrownBy(() -> fit(table, Family.Linear))
        .hasMessage(
            "spec.preprocess: 'x' has no value in any train row; leave it out of the Dataset or"
                + " impute a Constant");
    assertThat(fit(table, Family.Trees).width()).isEqualTo(1);
  }
}
