package dev.sextant.statistics.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.Example;

/** Decks that are drawn from. */
final class DrawsTest {

  /** Also from a deck that is drawn from again and again. */
  @Example
  void everyHandIsAsLikely() {
    var random = Replicates.random(1);
    int[] deck = {0, 1, 2, 3};
    var hands = new HashMap<List<Integer>, Integer>();

    for (int draw = 0; draw < 12_000; draw++) {
      Draws.toFront(deck, 2, random);
      hands.merge(List.of(deck[0], deck[1]), 1, Integer::sum);
    }

    assertThat(Arrays.stream(deck).sorted()).containsExactly(0, 1, 2, 3);
    assertThat(hands).hasSize(12);
    assertThat(hands.values())
        .allSatisfy(count ->
            assertThat(count)
                .isBetween(
                    Replicates.atLeast(1 / 12.0, 12_000), Replicates.atMost(1 / 12.0, 12_000)));
  }
}
