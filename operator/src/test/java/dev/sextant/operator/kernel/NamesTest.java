package dev.sextant.operator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  /** One digit more must not make another head of a name that just fits. */
  @Property
  void theNamesOfAllAttemptsBeginAlike(
      @ForAll @IntRange(min = 1, max = 80) int length,
      @ForAll @IntRange(min = 1, max = 999_999) int attempt) {
    String hash = HASH;
    String job = Names.job("snapshot", "n".repeat(length), hash, attempt);

    assertThat(job)
        .startsWith(Names.jobs("snapshot", "n".repeat(length), hash))
        .hasSizeLessThanOrEqualTo(Names.LONGEST);
    assertThat(Names.attempt(job)).isEqualTo(attempt);
  }

  @Test
  void namesAJobByKindOwnerHashAndAttempt() {
    assertThat(Names.job("train", "fare-1", HASH, 2)).isEqualTo("train-fare-1-0123456789-2");
  }

  @Test
  void namesAnImmutableByItsDigestWithoutTheAlgorithm() {
    assertThat(Names.immutable("fare", "sha256:" + HASH)).isEqualTo("fare-0123456789ab");
  }

  @Property
  void everyNameFitsALabel(
      @ForAll @AlphaChars @StringLength(min = 1, max = 253) String owner,
      @ForAll @IntRange(min = 1, max = 99_999) int attempt) {
    assertThat(Names.job("snapshot", owner, HASH, attempt)).hasSizeLessThanOrEqualTo(63);
    assertThat(Names.immutable(owner, HASH)).hasSizeLessThanOrEqualTo(63);
    assertThat(Names.revision(owner, HASH)).hasSizeLessThanOrEqualTo(53);
    assertThat(Names.label(owner)).hasSizeLessThanOrEqualTo(63);
  }

  @Property
  void longOwnersThatDifferOnlyAtTheEndGetDifferentNames(
      @ForAll @AlphaChars @StringLength(min = 60, max = 200) String owner) {
    assertThat(Names.job("train", owner + "a", HASH, 1))
        .isNotEqualTo(Names.job("train", owner + "b", HASH, 1));
  }

  @Property
  void theNameOfAnotherAttemptDiffersInNothingButItsLastPart(
      @ForAll @AlphaChars @StringLength(min = 1, max = 44) String owner,
      @ForAll @IntRange(min = 1, max = 9) int attempt) {
    String first = Names.job("train", owner, HASH, 1);

    assertThat(Names.job("train", owner, HASH, attempt))
        .startsWith(first.substring(0, first.length() - 1));
  }
}
