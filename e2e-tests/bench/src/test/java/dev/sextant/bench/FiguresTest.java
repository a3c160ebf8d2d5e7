package dev.sextant.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void setsOursAgainstThePeers() {
    String text =
        new Figures()
            .beside("REST, p50", 300_000, "server", 200_000, Figures::time, "at 100/s")
            .alone("API writes at rest", "0 in 60 s", "0", "all writing verbs")
            .text();

    assertThat(text)
        .isEqualTo(
            """
            figure\tours\tpeer\tratio\tgoal\thow
            REST, p50\t300 us\t200 us (server)\t1.50\t-\tat 100/s
            API writes at rest\t0 in 60 s\t-\t-\t0\tall writing verbs
            """);
  }

  @Test
  void keepsARowOnOneLineOfSixColumns() {
    String text = new Figures().alone("a\tb", "1\n2", "-", "c").text();

    assertThat(text.lines().skip(1)).containsExactly("a b\t1 2\t-\t-\t-\tc");
  }

  @Test
  void givesNoRatioToNothing() {
    String text = new Figures().beside("a", 1, "b", 0, Figures::perSecond, "c").text();

    assertThat(text.lines().skip(1)).containsExactly("a\t1/s\t0/s (b)\t-\t-\tc");
  }

  @Test
  void saysTimesAsPeopleReadThem() {
    assertThat(Figures.time(42_400)).isEqualTo("42 us");
    assertThat(Figures.time(4_240_000)).isEqualTo("4.24 ms");
    assertThat(Figures.time(4_240_000_000.0)).isEqualTo("4.2 s");
  }

  @Test
  void takesTheMiddleOfRounds() {
    Samples odd = new Samples();
    odd.add(9);
    odd.add(1);
    odd.add(2);
    Samples even = new Samples();
    even.add(4);
    even.add(1);

    assertThat(odd.median()).isEqualTo(2);
    assertThat(odd.range(Figures::perSecond)).isEqualTo("1/s to 9/s");
    assertThat(even.median()).isEqualTo(2.5);
  }
}
