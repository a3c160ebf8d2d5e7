package dev.sextant.statistics.gates;

import dev.sextant.statistics.verdict.Verdict;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a look came to.
 *
 * @param verdicts of each gate
 * @param outcome of all together
 */
public record Ruling(SortedMap<Subject, Verdict> verdicts, Outcome outcome) {
  public Ruling {
    verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
  }
}
